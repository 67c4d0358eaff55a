import { Injectable } from '@nestjs/common';
import { Logger } from '../../platform/logging';
import { Lease, PeriodicTask } from '../../platform/periodic';
import { DeferredEvents } from './deferred-events.service';

const TASK = 'bus.deferred_events';
const INTERVAL_MS = 2_000;
const LEASE_SECONDS = 10;

/** Takes up the events that a process left waiting which died or failed; where none did, there is nothing to do. */
@Injectable()
export class DeferredEventsSweep extends PeriodicTask {
  constructor(
    private readonly deferred: DeferredEvents,
    private readonly lease: Lease,
    logger: Logger,
  ) {
    super({ name: TASK, intervalMs: INTERVAL_MS }, logger);
  }

  async run(): Promise<void> {
    if (await this.lease.take(TASK, LEASE_SECONDS)) await this.deferred.sweep();
  }
}
