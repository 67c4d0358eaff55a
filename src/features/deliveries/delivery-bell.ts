import { Injectable } from '@nestjs/common';
import { Batcher } from '../../platform/batching';
import { Clock } from '../../platform/clock';
import { Logger } from '../../platform/logging';
import { Metrics } from '../../platform/metrics';
import { JobQueue, type QueuedJob } from '../../platform/queue';
import { type AttemptJob, toJobId } from './job-id';
import { type DueDelivery } from './persistence/delivery-state.repository';

/** An attempt that is due now or within about a minute. */
export interface Ring extends AttemptJob {
  dueAt: Date;
  /** Waits behind fresh work: retries, bulk replays, what the sweep found. */
  isLate: boolean;
}

/** The ring for a pending delivery's next attempt. */
export function ringFor({ id, attempts, nextAttemptAt }: DueDelivery, { isLate }: { isLate: boolean }): Ring {
  return { deliveryId: id, attemptNumber: attempts + 1, dueAt: nextAttemptAt, isLate };
}

/** Attempts due later than this are left to PostgreSQL, so the queue stays small with a million waiting. */
export const QUEUE_HORIZON_MS = 65_000;

/**
 * Wakes workers for attempts. A ring that fails is only logged and counted: PostgreSQL knows what is
 * due, and the sweep rings again.
 */
@Injectable()
export class DeliveryBell {
  private readonly batches = new Batcher<QueuedJob, void>({
    name: 'rings',
    maxWeight: 1_000,
    maxWaiting: 100_000,
    maxRunning: 2,
    run: async (jobs) => {
      await this.queue.addMany(jobs);
      return jobs.map(() => undefined);
    },
  });
  private readonly failures;

  constructor(
    private readonly queue: JobQueue,
    private readonly clock: Clock,
    private readonly logger: Logger,
    metrics: Metrics,
  ) {
    this.failures = metrics.counter({
      name: 'synaptis_rings_failed_total',
      help: 'Attempts the queue did not take; the sweep rings for them again',
    });
  }

  /** Returns at once; never throws. */
  ring(rings: Ring[]): void {
    const nowMs = this.clock.nowMs();
    const near = rings.filter(({ dueAt }) => dueAt.getTime() - nowMs <= QUEUE_HORIZON_MS);
    if (near.length === 0) return;
    void Promise.all(near.map((ring) => this.batches.submit(toQueuedJob(ring, nowMs)))).catch(
      (error: unknown) => {
        this.failures.inc(near.length);
        this.logger.warning('delivery.ring_failed', { deliveries: near.length, error });
      },
    );
  }

  /** Rings and waits for the queue's word. @throws when the queue is away */
  async ringNow(rings: Ring[]): Promise<void> {
    const nowMs = this.clock.nowMs();
    await this.queue.addMany(rings.map((ring) => toQueuedJob(ring, nowMs)));
  }
}

function toQueuedJob(ring: Ring, nowMs: number): QueuedJob {
  return {
    id: toJobId(ring, ring.dueAt),
    delayMs: Math.max(0, ring.dueAt.getTime() - nowMs),
    isLate: ring.isLate,
  };
}
