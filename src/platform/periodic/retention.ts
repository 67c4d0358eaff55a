import { Injectable } from '@nestjs/common';
import { Clock } from '../clock';
import { Settings } from '../config';
import { Lease } from './lease';

const LEASE_SECONDS = 120;
const DAY_MS = 86_400_000;

/** Says what is old enough to be forgotten, to one process at a time. */
@Injectable()
export class Retention {
  constructor(
    private readonly lease: Lease,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  /**
   * @param task name of the lease
   * @param forget deletes what is from before this time, in Unix milliseconds
   * @returns what `forget` says, or null when another process is at it
   */
  async expire<T>(task: string, forget: (cutoffMs: number) => Promise<T>): Promise<T | null> {
    if (!(await this.lease.take(task, LEASE_SECONDS))) return null;
    return forget(this.clock.nowMs() - this.settings.retentionDays * DAY_MS);
  }
}
