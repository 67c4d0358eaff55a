import { Injectable } from '@nestjs/common';
import { type AttemptTrigger } from '../../core/delivery';
import { Batcher } from '../../platform/batching';
import { isDatabaseAway } from '../../platform/database';
import { EventLog, type StoredEvent } from '../events';
import { type DeliveryTarget, DeliveryTargets } from '../webhooks';
import { type AttemptJob } from './job-id';
import { DeliveryStateRepository, type DeliveryState } from './persistence/delivery-state.repository';

/** Everything an attempt needs, loaded; no database connection is held from here on. */
export interface PreparedAttempt {
  delivery: DeliveryState;
  number: number;
  trigger: AttemptTrigger;
  event: StoredEvent;
  target: DeliveryTarget;
}

export type Preparation =
  | { kind: 'ready'; attempt: PreparedAttempt }
  /** Somebody did it already, or it is no longer wanted. */
  | { kind: 'stale' }
  /** Rang too soon, by the database's clock. */
  | { kind: 'early'; waitMs: number };

type Loaded = Omit<PreparedAttempt, 'number' | 'trigger'> | null;

/** A ring this much before the due time counts as on time. */
const EARLY_TOLERANCE_MS = 500;

/** Loads what attempts need; jobs that run at the same time share the queries. */
@Injectable()
export class AttemptPreparer {
  private readonly loads = new Batcher<string, Loaded>({
    name: 'attempts to load',
    maxWeight: 200,
    maxWaiting: 10_000,
    maxRunning: 2,
    run: (ids) => this.loadMany(ids),
    shouldIsolate: (error) => !isDatabaseAway(error),
  });

  constructor(
    private readonly deliveries: DeliveryStateRepository,
    private readonly events: EventLog,
    private readonly targets: DeliveryTargets,
  ) {}

  async prepare({ deliveryId, attemptNumber }: AttemptJob): Promise<Preparation> {
    const loaded = await this.loads.submit(deliveryId);
    if (!loaded) return { kind: 'stale' };
    const { delivery, event, target } = loaded;
    const { nextAttemptAt, dueInMs } = delivery;
    const isDue = nextAttemptAt !== null && dueInMs !== null && delivery.attempts === attemptNumber - 1;
    // A webhook may change while a publish commits; the deliveries that slipped through are parked soon.
    if (!isDue || delivery.isParked || target.state !== 'active') return { kind: 'stale' };
    if (dueInMs > EARLY_TOLERANCE_MS) return { kind: 'early', waitMs: dueInMs };
    const trigger = delivery.nextTrigger;
    return { kind: 'ready', attempt: { delivery, number: attemptNumber, trigger, event, target } };
  }

  private async loadMany(ids: string[]): Promise<Loaded[]> {
    const deliveries = await this.deliveries.find([...new Set(ids)]);
    const found = [...deliveries.values()];
    const [events, targets] = await Promise.all([
      this.events.find([...new Set(found.map(({ eventId }) => eventId))]),
      this.targets.load([...new Set(found.map(({ webhookId }) => webhookId))]),
    ]);
    return ids.map((id) => {
      const delivery = deliveries.get(id);
      const event = delivery && events.get(delivery.eventId);
      const target = delivery && targets.get(delivery.webhookId);
      return delivery && event && target ? { delivery, event, target } : null;
    });
  }
}
