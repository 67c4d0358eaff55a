import { Injectable } from '@nestjs/common';
import { Logger } from '../../platform/logging';
import { Lease } from '../../platform/periodic';
import { JobQueue } from '../../platform/queue';
import { DeliveryBell, QUEUE_HORIZON_MS } from './delivery-bell';
import { type DuePosition, DueRepository, type DueRow } from './persistence/due.repository';

const LEASE = 'deliveries.sweep';
const LEASE_SECONDS = 15;
const PAGE = 1_000;
/** Bounds one run; what is left over is next, a moment later. */
const MAX_PAGES = 10;
/** Later than this, a ring must have got lost on its way. */
export const OVERDUE_GRACE_MS = 10_000;

/**
 * Keeps the queue in step with PostgreSQL. Later retries are promoted when they come near; what is
 * overdue is rung again; and a queue that lost everything is filled anew. One process at a time.
 */
@Injectable()
export class SweepService {
  /** At boot nothing is known about what the queue holds. */
  private isFirstRun = true;

  constructor(
    private readonly due: DueRepository,
    private readonly lease: Lease,
    private readonly queue: JobQueue,
    private readonly bell: DeliveryBell,
    private readonly logger: Logger,
  ) {}

  /** @throws when PostgreSQL or the queue is away; the next run takes up where this one stopped */
  async run(): Promise<void> {
    const lease = await this.lease.take(LEASE, LEASE_SECONDS);
    if (!lease) return;
    const mustRebuild = this.isFirstRun || (await this.queue.wasEmptied());
    if (mustRebuild) this.logger.info('queue.rebuild_started');
    const reached = await this.promote(mustRebuild ? null : toPosition(lease.state));
    await this.lease.remember(LEASE, reached);
    if (mustRebuild) await this.queue.markComplete();
    this.isFirstRun = false;
    await this.ringOverdue();
  }

  async stop(): Promise<void> {
    await this.lease.release(LEASE);
  }

  /** Queues what comes near, from `position` on. @returns the position reached */
  private async promote(position: DuePosition | null): Promise<DuePosition | null> {
    const horizon = await this.due.positionAt(QUEUE_HORIZON_MS);
    let reached = position;
    for (let page = 0; page < MAX_PAGES; page++) {
      const rows = await this.due.listUpcoming(reached, horizon, PAGE);
      await this.bell.ringNow(rows.map(toRing));
      if (rows.length < PAGE) return horizon;
      reached = rows.at(-1)!.position;
    }
    return reached;
  }

  private async ringOverdue(): Promise<void> {
    const rows = await this.due.listOverdue(OVERDUE_GRACE_MS, PAGE);
    if (rows.length === 0) return;
    await this.bell.ringNow(rows.map(toRing));
    this.logger.info('delivery.rung_again', {
      deliveries: rows.length,
      oldest_due_at: rows[0]!.nextAttemptAt,
    });
  }
}

function toRing({ id, attempts, nextAttemptAt }: DueRow) {
  return { deliveryId: id, attemptNumber: attempts + 1, dueAt: nextAttemptAt, isLate: true };
}

function toPosition(state: unknown): DuePosition | null {
  const { at, id } = (state ?? {}) as Partial<DuePosition>;
  return typeof at === 'string' && typeof id === 'string' ? { at, id } : null;
}
