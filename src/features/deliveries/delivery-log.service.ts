import { Injectable } from '@nestjs/common';
import { AppError } from '../../core/errors/app-error';
import { isId } from '../../core/ids';
import { type Actor } from '../auth';
import { EventLog } from '../events';
import { type RequestMethod } from '../connectors';
import { type DeliveryFilter } from './delivery-filter';
import { type Attempt, AttemptLogRepository } from './persistence/attempt-log.repository';
import {
  type Delivery,
  DeliveryLogRepository,
  type DeliveryRows,
} from './persistence/delivery-log.repository';
import { DeliveryRequestRepository } from './persistence/delivery-request.repository';

/** A delivery with what was sent and what came back. */
export interface DeliveryDetail {
  delivery: Delivery;
  /** Of every attempt. */
  method: RequestMethod;
  /** The body every attempt sent, byte for byte; null once the event is no longer kept. */
  body: string | null;
  /** Newest last. */
  attempts: Attempt[];
}

const MOST_ATTEMPTS = 100;
const FEWEST_ATTEMPTS = 10;
const MOST_BODY_CHARACTERS = 8 * 1024 * 1024;

/** The log of deliveries, as customers see it. */
@Injectable()
export class DeliveryLog {
  constructor(
    private readonly deliveries: DeliveryLogRepository,
    private readonly attempts: AttemptLogRepository,
    private readonly requests: DeliveryRequestRepository,
    private readonly events: EventLog,
  ) {}

  /** @throws AppError NOT_FOUND, also for a delivery the actor may not know of */
  async get(actor: Actor, id: string): Promise<Delivery> {
    const delivery = isId('dlv', id) ? await this.deliveries.find(actor, id) : null;
    if (!delivery) throw new AppError('NOT_FOUND', 'There is no delivery with this id.');
    return delivery;
  }

  /** The delivery with its latest attempts. @throws AppError NOT_FOUND */
  async getDetail(actor: Actor, id: string): Promise<DeliveryDetail> {
    const delivery = await this.get(actor, id);
    const { method, body } = await this.requestOf(delivery);
    const attempts = await this.attempts.listLatest(id, attemptsToShow(body?.length ?? 0));
    return { delivery, method, body, attempts };
  }

  /** Newest first; `page` as in `http/pagination`. */
  async list(
    actor: Actor,
    filter: DeliveryFilter,
    page: { before: string | null; limit: number },
  ): Promise<DeliveryRows> {
    return this.deliveries.list(actor, filter, page);
  }

  /** All deliveries of an event, newest first; only those of one buyer's webhooks when `buyerId` is given. */
  async listOfEvent(accountId: string, eventId: string, buyerId: string | null): Promise<Delivery[]> {
    return this.deliveries.listOfEvent({ accountId, buyerId }, eventId);
  }

  /** The newest `limit` deliveries of many events, newest first. */
  async listOfEvents(accountId: string, eventIds: string[], limit: number): Promise<Delivery[]> {
    return eventIds.length === 0 ? [] : this.deliveries.listOfEvents(accountId, eventIds, limit);
  }

  /** What was made for it, or the event itself. */
  private async requestOf({ id, eventId }: Delivery): Promise<Pick<DeliveryDetail, 'method' | 'body'>> {
    const made = (await this.requests.find([id])).get(id);
    if (made) return made;
    const events = await this.events.find([eventId]);
    return { method: 'POST', body: events.get(eventId)?.body ?? null };
  }
}

/** Every attempt shows the body it sent: fewer attempts fit into one answer when the body is large. */
export function attemptsToShow(bodyCharacters: number): number {
  const fitting = Math.floor(MOST_BODY_CHARACTERS / Math.max(bodyCharacters, 1));
  return Math.min(MOST_ATTEMPTS, Math.max(FEWEST_ATTEMPTS, fitting));
}
