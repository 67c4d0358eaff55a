import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { lowestIdAt } from '../../core/ids';
import { Clock } from '../../platform/clock';
import { Settings } from '../../platform/config';
import { Logger } from '../../platform/logging';
import { inSteps, Lease, Ticker } from '../../platform/periodic';
import { RetentionRepository } from './persistence/retention.repository';

const LEASE = 'bus.housekeeping';
const INTERVAL_MS = 60_000;
const LEASE_SECONDS = 120;
const DAY_MS = 86_400_000;

/** Forgets history that is older than the retention. */
@Injectable()
export class Housekeeping {
  constructor(
    private readonly retention: RetentionRepository,
    private readonly lease: Lease,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  /** @returns how much was deleted, or null when another process is at it */
  async run(): Promise<{ deliveries: number; events: number } | null> {
    if (!(await this.lease.take(LEASE, LEASE_SECONDS))) return null;
    const cutoffMs = this.clock.nowMs() - this.settings.retentionDays * DAY_MS;
    return {
      deliveries: await inSteps((limit) =>
        this.retention.deleteDeliveriesBefore(lowestIdAt('dlv', cutoffMs), limit),
      ),
      events: await inSteps((limit) => this.retention.deleteEventsBefore(lowestIdAt('evt', cutoffMs), limit)),
    };
  }
}

@Injectable()
export class HousekeepingRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly ticker: Ticker;

  constructor(housekeeping: Housekeeping, logger: Logger) {
    const run = async () => {
      const deleted = await housekeeping.run();
      if (deleted && Object.values(deleted).some((count) => count > 0))
        logger.info('history.expired', deleted);
    };
    this.ticker = new Ticker({ name: LEASE, intervalMs: INTERVAL_MS, run }, logger);
  }

  onApplicationBootstrap(): void {
    this.ticker.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.ticker.stop();
  }
}
