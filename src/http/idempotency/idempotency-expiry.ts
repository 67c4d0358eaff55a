import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Logger } from '../../platform/logging';
import { Lease, Ticker } from '../../platform/periodic';
import { IdempotencyStore } from './idempotency.store';

const LEASE = 'http.idempotency';
const INTERVAL_MS = 60_000;
const LEASE_SECONDS = 120;
/** Bounds one run; keys come in no faster than calls do. */
const MOST_KEYS = 50_000;

/** Forgets idempotency keys after their 24 hours. */
@Injectable()
export class IdempotencyExpiry implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly ticker: Ticker;

  constructor(
    private readonly store: IdempotencyStore,
    private readonly lease: Lease,
    logger: Logger,
  ) {
    this.ticker = new Ticker({ name: LEASE, intervalMs: INTERVAL_MS, run: () => this.run() }, logger);
  }

  onApplicationBootstrap(): void {
    this.ticker.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.ticker.stop();
  }

  async run(): Promise<void> {
    if (await this.lease.take(LEASE, LEASE_SECONDS)) await this.store.deleteExpired(MOST_KEYS);
  }
}
