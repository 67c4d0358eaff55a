import { Injectable } from '@nestjs/common';
import { Logger } from '../../platform/logging';
import { Lease } from '../../platform/periodic';
import { JobQueue } from '../../platform/queue';
import { DeliveryBell, QUEUE_HORIZON_MS, ringFor } from './delivery-bell';
import { type DuePosition, DueRepository } from './persistence/due.repository';

const LEASE = 'deliveries.sweep';
const LEASE_SECONDS = 15;
const PAGE = 1_000;
/**
 * Bounds one run; what is left over is next, a moment later. Most of what is overdue waits in a long line and is rung
 * for nothing, by the worker that should shorten the line.
 */
const MAX_PAGES = { near: 10, overdue: 1 };
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
    const state = mustRebuild ? FROM_THE_START : toState(lease.state);
    const near = await this.promote(state.near);
    const overdue = await this.ringOverdue(state.overdue);
    await this.lease.remember(LEASE, { near, overdue });
    if (!mustRebuild) return;
    await this.queue.markComplete();
    this.isFirstRun = false;
    this.logger.info('queue.rebuilt');
  }

  async stop(): Promise<void> {
    await this.lease.release(LEASE);
  }

  /** Queues what comes near, from `position` on. @returns the position reached */
  private async promote(position: DuePosition | null): Promise<DuePosition | null> {
    const horizon = await this.due.positionAt(QUEUE_HORIZON_MS);
    const { reached } = await this.ring({ from: position, until: horizon, maxPages: MAX_PAGES.near });
    return reached ?? horizon;
  }

  /**
   * Rings again for what is overdue, a stretch at a time and round and round, so that a long line at one
   * receiver does not hide what got lost behind it. @returns where to go on, null to begin anew
   */
  private async ringOverdue(position: DuePosition | null): Promise<DuePosition | null> {
    const until = await this.due.positionAt(-OVERDUE_GRACE_MS);
    const { reached, rung } = await this.ring({ from: position, until, maxPages: MAX_PAGES.overdue });
    if (rung > 0) this.logger.info('delivery.rung_again', { deliveries: rung });
    return reached;
  }

  /** @returns the position reached, null when everything up to `until` was rung */
  private async ring({
    from,
    until,
    maxPages,
  }: Stretch): Promise<{ reached: DuePosition | null; rung: number }> {
    let reached = from;
    let rung = 0;
    for (let page = 0; page < maxPages; page++) {
      const rows = await this.due.listDue(reached, until, PAGE);
      await this.bell.ringNow(rows.map((row) => ringFor(row, { isLate: true })));
      rung += rows.length;
      if (rows.length < PAGE) return { reached: null, rung };
      reached = rows.at(-1)!.position;
    }
    return { reached, rung };
  }
}

interface Stretch {
  from: DuePosition | null;
  until: DuePosition;
  maxPages: number;
}

interface SweepState {
  /** How far the queue holds what comes near. */
  near: DuePosition | null;
  /** How far the present round over what is overdue has come. */
  overdue: DuePosition | null;
}

const FROM_THE_START: SweepState = { near: null, overdue: null };

function toState(remembered: unknown): SweepState {
  const { near, overdue } = (remembered ?? {}) as Record<keyof SweepState, unknown>;
  return { near: toPosition(near), overdue: toPosition(overdue) };
}

function toPosition(remembered: unknown): DuePosition | null {
  const { at, id } = (remembered ?? {}) as Partial<DuePosition>;
  return typeof at === 'string' && typeof id === 'string' ? { at, id } : null;
}
