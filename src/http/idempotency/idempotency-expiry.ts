import { Injectable } from '@nestjs/common';
import { Logger } from '../../platform/logging';
import { Lease, PeriodicTask } from '../../platform/periodic';
import { IdempotencyStore } from './idempotency.store';

const LEASE = 'http.idempotency';
const INTERVAL_MS = 60_000;
const LEASE_SECONDS = 120;
/** Bounds one run; keys come in no faster than calls do. */
const MOST_KEYS = 50_000;

/** Forgets idempotency keys after their 24 hours. */
@Injectable()
export class IdempotencyExpiry extends PeriodicTask {
  constructor(
    private readonly store: IdempotencyStore,
    private readonly lease: Lease,
    logger: Logger,
  ) {
    super({ name: LEASE, intervalMs: INTERVAL_MS }, logger);
  }

  async run(): Promise<void> {
    if (await this.lease.take(LEASE, LEASE_SECONDS)) await this.store.deleteExpired(MOST_KEYS);
  }
}
