import { Injectable } from '@nestjs/common';
import { Batcher } from '../../platform/batching';
import { isItemFault } from '../../platform/database';
import { isPlain, type RequestOrder } from '../connectors';
import { type DeliveryTarget } from '../webhooks';
import { HoldTelemetry } from './hold-telemetry';
import { type DeliveryRequest, deliveryRequest, plainRequest, requestOrder } from './delivery-request';
import { type LoadedDelivery } from './persistence/attempt-load.repository';
import { BuyerNamesRepository, type BuyerRef } from './persistence/buyer-names.repository';
import { DeliveryRequestRepository, type NewRequest } from './persistence/delivery-request.repository';
import { type Hold, HoldRepository } from './persistence/hold.repository';
import { RequestBreaker } from './request-breaker';

/** There is no need to store anything. */
type Kept = { kind: 'kept'; request: DeliveryRequest };
/** Not for now, which is no fault of the customer's. */
type Unavailable = { kind: 'unavailable' };
/** What has to be stored before anything is sent. */
type Unstored =
  | { kind: 'made'; request: DeliveryRequest }
  /** It cannot be made, which is the customer's to mend. */
  | { kind: 'refused'; version: number; reason: string };

export type Making = Kept | Unavailable | Unstored;

export type Keeping =
  | Kept
  /** It could not be made: the delivery waits. */
  | { kind: 'held' }
  /** The delivery has moved on meanwhile. */
  | { kind: 'stale' };

/** Bodies of one statement together, in characters; each counts a little more than it is long. */
const MOST_CHARACTERS = 8 * 1024 * 1024;
const MOST_CHARACTERS_WAITING = 256 * 1024 * 1024;
const CHARACTERS_BESIDES = 1_024;
/** Requests are made one by one. Those that are stored together are sent, recorded and acknowledged together too. */
const GATHER_MS = 4;

/**
 * Sees to it that a delivery sends the same on every attempt: what is not the event's own body is made before the
 * first attempt, stored, and from then on read. Deliveries that are prepared at the same time share the statements.
 */
@Injectable()
export class RequestKeeper {
  private readonly names = new Batcher<BuyerRef, string | null>({
    name: 'names of buyers',
    maxWeight: 500,
    maxWaiting: 10_000,
    maxRunning: 1,
    run: (refs) => this.buyers.find(refs),
  });
  private readonly inserts = new Batcher<NewRequest, DeliveryRequest | null>({
    name: 'requests to store',
    maxWeight: MOST_CHARACTERS,
    maxWaiting: MOST_CHARACTERS_WAITING,
    maxRunning: 2,
    gatherMs: GATHER_MS,
    weigh: ({ request }) => request.body.length + CHARACTERS_BESIDES,
    run: async (made) => {
      const kept = await this.requests.insert(made);
      return made.map(({ deliveryId }) => kept.get(deliveryId) ?? null);
    },
    shouldIsolate: isItemFault,
  });
  private readonly holds = new Batcher<Hold, boolean>({
    name: 'deliveries to hold',
    maxWeight: 500,
    maxWaiting: 10_000,
    maxRunning: 1,
    gatherMs: 2,
    run: async (holds) => {
      const held = await this.held.hold(holds);
      return holds.map(({ deliveryId }) => held.has(deliveryId));
    },
    shouldIsolate: isItemFault,
  });

  constructor(
    private readonly maker: RequestBreaker,
    private readonly requests: DeliveryRequestRepository,
    private readonly held: HoldRepository,
    private readonly buyers: BuyerNamesRepository,
    private readonly telemetry: HoldTelemetry,
  ) {}

  /** The request a delivery sends, read or made. @throws when PostgreSQL is away */
  async make(delivery: LoadedDelivery, target: DeliveryTarget): Promise<Making> {
    const { event, request, attempts } = delivery;
    if (request) return { kind: 'kept', request };
    // Without one it was sent as it is, and goes on like that.
    if (attempts > 0 || isPlain(target.content)) return { kind: 'kept', request: plainRequest(event.body) };
    const { version } = target.content;
    const making = await this.maker.make(await this.orderOf(delivery, target), version);
    switch (making.kind) {
      case 'unavailable':
        return making;
      case 'refused':
        return { kind: 'refused', version, reason: storable(making.detail) };
      case 'made':
        return { kind: 'made', request: deliveryRequest(making.request, target.content) };
    }
  }

  /** Stores what was made, or that it cannot be. @throws when PostgreSQL is away */
  async store(delivery: LoadedDelivery, making: Unstored): Promise<Keeping> {
    if (making.kind === 'refused') return this.hold(delivery, making);
    const kept = await this.inserts.submit({ deliveryId: delivery.id, request: making.request });
    return kept ? { kind: 'kept', request: kept } : { kind: 'stale' };
  }

  private async hold(
    delivery: LoadedDelivery,
    { version, reason }: Omit<Hold, 'deliveryId' | 'attempts'>,
  ): Promise<Keeping> {
    const { id: deliveryId, attempts } = delivery;
    const isHeld = await this.holds.submit({ deliveryId, attempts, version, reason });
    if (!isHeld) return { kind: 'stale' };
    this.telemetry.held(delivery, version);
    return { kind: 'held' };
  }

  private async orderOf({ accountId, event }: LoadedDelivery, target: DeliveryTarget): Promise<RequestOrder> {
    const { buyerId, body } = event;
    const name = buyerId === null ? null : await this.names.submit({ accountId, buyerId });
    const buyer = buyerId === null || name === null ? null : { id: buyerId, name };
    return requestOrder(target, body, buyer);
  }
}

/** An expression may quote the event in its failure; PostgreSQL text takes no NUL. */
function storable(reason: string): string {
  return reason.replaceAll('\0', '\uFFFD');
}
