import { Injectable } from '@nestjs/common';
import { AppError } from '../../core/errors/app-error';
import { isId } from '../../core/ids';
import { type Actor } from '../auth';
import { eventIdRange } from './event-id-range';
import { EventsRepository } from './persistence/events.repository';
import { type EventFilter, type EventSummary, type StoredEvent } from './stored-event';

/** Reads what was published. Writing is the bus's part. */
@Injectable()
export class EventLog {
  constructor(private readonly events: EventsRepository) {}

  /** Loads a batch in one query. @returns by id; ids that do not exist (any more) are missing */
  async find(ids: string[]): Promise<Map<string, StoredEvent>> {
    const found = await this.events.findByIds(ids);
    return new Map(found.map((event) => [event.id, event]));
  }

  /** @throws AppError NOT_FOUND also for events of others */
  async get(actor: Actor, id: string): Promise<StoredEvent> {
    const [event] = isId('evt', id) ? await this.events.findByIds([id]) : [];
    const isTheirs =
      event?.accountId === actor.accountId && (actor.buyerId === null || event.buyerId === actor.buyerId);
    if (!event || !isTheirs) throw new AppError('NOT_FOUND', 'There is no event with this id.');
    return event;
  }

  /**
   * Events newest first.
   *
   * @param page `before`: only ids below it
   * @returns up to `limit + 1` events; the one too many says that there are more
   */
  async list(
    actor: Actor,
    filter: EventFilter,
    page: { limit: number; before: string | null },
  ): Promise<EventSummary[]> {
    if (actor.buyerId !== null && filter.buyerId !== undefined && filter.buyerId !== actor.buyerId) {
      return [];
    }
    return this.events.list({
      accountId: actor.accountId,
      buyerId: actor.buyerId ?? filter.buyerId ?? null,
      type: filter.type ?? null,
      range: eventIdRange(filter, page.before),
      limit: page.limit + 1,
    });
  }
}
