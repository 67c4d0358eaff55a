import { Injectable } from '@nestjs/common';
import { Batcher } from '../../platform/batching';
import { isItemFault } from '../../platform/database';
import { isPlain, type MappingInput, RequestMaker } from '../connectors';
import { type DeliveryTarget } from '../webhooks';
import { HoldTelemetry } from './hold-telemetry';
import { type DeliveryRequest, pathOf, plainRequest } from './delivery-request';
import { type LoadedDelivery } from './persistence/attempt-load.repository';
import { BuyerNamesRepository, type BuyerRef } from './persistence/buyer-names.repository';
import { DeliveryRequestRepository, type NewRequest } from './persistence/delivery-request.repository';
import { type Hold, HoldRepository } from './persistence/hold.repository';

export type Keeping =
  | { kind: 'kept'; request: DeliveryRequest }
  /** It cannot be made, which is the customer's to mend: the delivery waits. */
  | { kind: 'held' }
  /** The delivery has moved on meanwhile. */
  | { kind: 'stale' };

/** Bodies of one statement together, in characters; each counts a little more than it is long. */
const MOST_CHARACTERS = 8 * 1024 * 1024;
const MOST_CHARACTERS_WAITING = 256 * 1024 * 1024;
const CHARACTERS_BESIDES = 1_024;

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
    gatherMs: 2,
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
    private readonly maker: RequestMaker,
    private readonly requests: DeliveryRequestRepository,
    private readonly held: HoldRepository,
    private readonly buyers: BuyerNamesRepository,
    private readonly telemetry: HoldTelemetry,
  ) {}

  /** @throws when it is our trouble: PostgreSQL or the mapping engine is away */
  async keep(delivery: LoadedDelivery, target: DeliveryTarget): Promise<Keeping> {
    const { event, request, attempts } = delivery;
    if (request) return { kind: 'kept', request };
    // Without one it was sent as it is, and goes on like that.
    if (attempts > 0 || isPlain(target.content)) return { kind: 'kept', request: plainRequest(event.body) };
    return this.make(delivery, target);
  }

  private async make(delivery: LoadedDelivery, target: DeliveryTarget): Promise<Keeping> {
    const { content } = target;
    const input = await this.inputOf(delivery, target);
    const making = await this.maker.make({ content, input, eventBody: delivery.event.body });
    if (making.kind === 'refused') return this.hold(delivery, target, making.detail);
    const { method, url, headers, body } = making.request;
    const path = content.urlMapping === null ? null : pathOf(url);
    const kept = await this.inserts.submit({
      deliveryId: delivery.id,
      request: { method, path, headers, body },
    });
    return kept ? { kind: 'kept', request: kept } : { kind: 'stale' };
  }

  private async hold(delivery: LoadedDelivery, target: DeliveryTarget, reason: string): Promise<Keeping> {
    const { id: deliveryId, attempts } = delivery;
    const { version } = target.content;
    const isHeld = await this.holds.submit({ deliveryId, attempts, version, reason: storable(reason) });
    if (!isHeld) return { kind: 'stale' };
    this.telemetry.held(delivery, version);
    return { kind: 'held' };
  }

  private async inputOf({ accountId, event }: LoadedDelivery, target: DeliveryTarget): Promise<MappingInput> {
    const { webhookId: id, url, content } = target;
    const { description, metadata } = content;
    const { buyerId } = event;
    const name = buyerId === null ? null : await this.names.submit({ accountId, buyerId });
    return {
      event: JSON.parse(event.body) as MappingInput['event'],
      webhook: { id, url, description, metadata },
      buyer: buyerId === null || name === null ? null : { id: buyerId, name },
    };
  }
}

/** An expression may quote the event in its failure; PostgreSQL text takes no NUL. */
function storable(reason: string): string {
  return reason.replaceAll('\0', '\uFFFD');
}
