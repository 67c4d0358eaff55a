import { Injectable } from '@nestjs/common';
import { Batcher } from '../../platform/batching';
import { Database, isItemFault } from '../../platform/database';
import { DeliveryBell } from '../deliveries';
import { DeferredEvents } from './deferred-events.service';
import { firstRing } from './first-ring';
import { type EventDraft, toNewEvent } from './new-event';
import {
  type NewDelivery,
  type NewEvent,
  PublishRepository,
  type Stored,
} from './persistence/publish.repository';

/** An event that is safe in PostgreSQL together with its deliveries. */
export interface PublishedEvent {
  id: string;
  type: string;
  buyerId: string | null;
  createdAt: Date;
  /** How many webhooks will get it; null while filters that take long are still being looked at. */
  deliveries: number | null;
}

/** Publishes are weighed in KiB, each event at least one. */
const KIB_OF_MIB = 1024;

/**
 * Publishes events: one commit for event and deliveries, shared by publishes of the same moment, and
 * only then the bell. When `publish` resolves, nothing can lose the events any more.
 */
@Injectable()
export class PublishService {
  private readonly writes = new Batcher<NewEvent[], Stored>({
    name: 'publishes',
    maxWeight: 2 * KIB_OF_MIB,
    maxWaiting: 64 * KIB_OF_MIB,
    maxRunning: 2,
    weigh: (events) => events.reduce((kib, { body }) => kib + 1 + body.length / 1024, 0),
    run: (requests) => this.writeMany(requests),
    shouldIsolate: isItemFault,
  });

  constructor(
    private readonly repository: PublishRepository,
    private readonly database: Database,
    private readonly bell: DeliveryBell,
    private readonly deferred: DeferredEvents,
  ) {}

  /**
   * All or nothing. Inside an open transaction the events commit with it. Events whose filters would hold up those of
   * other accounts are stored too, and sorted in a line of their own, for which this waits a moment.
   * @throws AppError UNAVAILABLE when too much is waiting; database errors as they come
   */
  async publish(drafts: EventDraft[]): Promise<PublishedEvent[]> {
    const events = drafts.map(toNewEvent);
    const { isInTransaction } = this.database;
    const stored = isInTransaction ? await this.repository.insert(events) : await this.writes.submit(events);
    const isCounted = stored.deferredIds.length > 0 && !isInTransaction;
    const sorted = isCounted ? this.deferred.countDeliveries(stored.deferredIds) : null;
    await this.database.afterCommit(() => this.follow(events, stored));
    return toPublished(events, stored, sorted && (await sorted));
  }

  /** One event to one webhook, as a real delivery. */
  async publishTest(draft: EventDraft, webhookId: string): Promise<NewDelivery> {
    const event = toNewEvent(draft);
    const delivery = await this.repository.insertTest(event, webhookId);
    await this.database.afterCommit(() => this.ring([delivery]));
    return delivery;
  }

  private follow(events: NewEvent[], { deliveries, deferredIds }: Stored): void {
    this.ring(deliveries);
    if (deferredIds.length > 0) this.deferred.start(events.map(({ accountId }) => accountId));
  }

  private ring(deliveries: NewDelivery[]): void {
    this.bell.ring(deliveries.map((delivery) => firstRing(delivery, { isLate: false })));
  }

  private async writeMany(requests: NewEvent[][]): Promise<Stored[]> {
    const { deliveries, deferredIds } = await this.repository.insert(requests.flat());
    const byEvent = groupByEvent(deliveries);
    const isDeferred = new Set(deferredIds);
    return requests.map((events) => ({
      deliveries: events.flatMap(({ id }) => byEvent.get(id) ?? []),
      deferredIds: events.flatMap(({ id }) => (isDeferred.has(id) ? id : [])),
    }));
  }
}

/** @param sorted how many deliveries deferred events got since, as far as that is known */
function toPublished(
  events: NewEvent[],
  { deliveries, deferredIds }: Stored,
  sorted: ReadonlyMap<string, number> | null,
): PublishedEvent[] {
  const byEvent = groupByEvent(deliveries);
  const later = new Map(deferredIds.map((id) => [id, sorted?.get(id) ?? null]));
  return events.map(({ id, type, buyerId, createdAt }) => {
    const atOnce = byEvent.get(id)?.length ?? 0;
    const more = later.has(id) ? later.get(id)! : 0;
    return { id, type, buyerId, createdAt, deliveries: more === null ? null : atOnce + more };
  });
}

function groupByEvent(deliveries: NewDelivery[]): Map<string, NewDelivery[]> {
  const groups = new Map<string, NewDelivery[]>();
  for (const delivery of deliveries) {
    const group = groups.get(delivery.eventId);
    if (group) group.push(delivery);
    else groups.set(delivery.eventId, [delivery]);
  }
  return groups;
}
