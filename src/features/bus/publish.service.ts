import { Injectable } from '@nestjs/common';
import { Batcher } from '../../platform/batching';
import { Database, isItemFault } from '../../platform/database';
import { DeliveryBell } from '../deliveries';
import { type EventDraft, toNewEvent } from './new-event';
import { type NewDelivery, type NewEvent, PublishRepository } from './persistence/publish.repository';

/** An event that is safe in PostgreSQL together with its deliveries. */
export interface PublishedEvent {
  id: string;
  type: string;
  buyerId: string | null;
  createdAt: Date;
  /** How many webhooks will get it. */
  deliveries: number;
}

/** Publishes are weighed in KiB, each event at least one. */
const KIB_OF_MIB = 1024;

/**
 * Publishes events: one commit for event and deliveries, shared by publishes of the same moment, and
 * only then the bell. When `publish` resolves, nothing can lose the events any more.
 */
@Injectable()
export class PublishService {
  private readonly writes = new Batcher<NewEvent[], NewDelivery[]>({
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
  ) {}

  /**
   * All or nothing. Inside an open transaction the events commit with it.
   * @throws AppError UNAVAILABLE when too much is waiting; database errors as they come
   */
  async publish(drafts: EventDraft[]): Promise<PublishedEvent[]> {
    const events = drafts.map(toNewEvent);
    const deliveries = this.database.isInTransaction
      ? await this.repository.insert(events)
      : await this.writes.submit(events);
    await this.database.afterCommit(() => this.ring(deliveries));
    return toPublished(events, deliveries);
  }

  /** One event to one webhook, as a real delivery. */
  async publishTest(draft: EventDraft, webhookId: string): Promise<NewDelivery> {
    const event = toNewEvent(draft);
    const delivery = await this.repository.insertTest(event, webhookId);
    await this.database.afterCommit(() => this.ring([delivery]));
    return delivery;
  }

  private ring(deliveries: NewDelivery[]): void {
    this.bell.ring(
      deliveries.map(({ id, dueAt }) => ({ deliveryId: id, attemptNumber: 1, dueAt, isLate: false })),
    );
  }

  private async writeMany(requests: NewEvent[][]): Promise<NewDelivery[][]> {
    const deliveries = await this.repository.insert(requests.flat());
    const byEvent = groupByEvent(deliveries);
    return requests.map((events) => events.flatMap(({ id }) => byEvent.get(id) ?? []));
  }
}

function toPublished(events: NewEvent[], deliveries: NewDelivery[]): PublishedEvent[] {
  const byEvent = groupByEvent(deliveries);
  return events.map(({ id, type, buyerId, createdAt }) => ({
    id,
    type,
    buyerId,
    createdAt,
    deliveries: byEvent.get(id)?.length ?? 0,
  }));
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
