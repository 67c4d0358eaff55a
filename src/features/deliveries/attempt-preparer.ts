import { Injectable } from '@nestjs/common';
import { type AttemptTrigger } from '../../core/delivery';
import { Batcher } from '../../platform/batching';
import { isDatabaseAway } from '../../platform/database';
import { RequestMaker } from '../connectors';
import { type DeliveryTarget, DeliveryTargets } from '../webhooks';
import { type AttemptJob } from './job-id';
import {
  AttemptLoadRepository,
  type DeliveredEvent,
  type LoadedDelivery,
} from './persistence/attempt-load.repository';

/** Everything an attempt needs, loaded; no database connection is held from here on. */
export interface PreparedAttempt {
  delivery: LoadedDelivery;
  number: number;
  trigger: AttemptTrigger;
  event: DeliveredEvent;
  target: DeliveryTarget;
}

export type Preparation =
  | { kind: 'ready'; attempt: PreparedAttempt }
  /** Somebody did it already, or it is no longer wanted. */
  | { kind: 'stale' }
  /** Rang too soon, by the database's clock. */
  | { kind: 'early'; waitMs: number };

type Loaded = Pick<PreparedAttempt, 'delivery' | 'target'> | null;

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
    gatherMs: 2,
    run: (ids) => this.loadMany(ids),
    shouldIsolate: (error) => !isDatabaseAway(error),
  });

  constructor(
    private readonly deliveries: AttemptLoadRepository,
    private readonly targets: DeliveryTargets,
    private readonly maker: RequestMaker,
  ) {}

  async prepare({ deliveryId, attemptNumber }: AttemptJob): Promise<Preparation> {
    const loaded = await this.loads.submit(deliveryId);
    if (!loaded) return { kind: 'stale' };
    const { delivery, target } = loaded;
    const { nextAttemptAt, dueInMs } = delivery;
    const isDue = nextAttemptAt !== null && dueInMs !== null && delivery.attempts === attemptNumber - 1;
    // A webhook may change while a publish commits; the deliveries that slipped through are parked soon.
    if (!isDue || delivery.isParked || target.state !== 'active') return { kind: 'stale' };
    if (dueInMs > EARLY_TOLERANCE_MS) return { kind: 'early', waitMs: dueInMs };
    // Here and not later: that mappings are run for the first time is not what this webhook takes.
    if (delivery.request === null) await this.maker.ready(target.content);
    const { event, nextTrigger: trigger } = delivery;
    return { kind: 'ready', attempt: { delivery, number: attemptNumber, trigger, event, target } };
  }

  private async loadMany(ids: string[]): Promise<Loaded[]> {
    const deliveries = await this.deliveries.find([...new Set(ids)]);
    const webhookIds = new Set([...deliveries.values()].map(({ webhookId }) => webhookId));
    const targets = await this.targets.load([...webhookIds]);
    return ids.map((id) => {
      const delivery = deliveries.get(id);
      const target = delivery && targets.get(delivery.webhookId);
      return delivery && target ? { delivery, target } : null;
    });
  }
}
