import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { lowestIdAt } from '../../core/ids';
import { Clock } from '../../platform/clock';
import { Settings } from '../../platform/config';
import { Logger } from '../../platform/logging';
import { Lease, Ticker } from '../../platform/periodic';
import { AuctionHistoryRepository } from './persistence/auction-history.repository';

const LEASE = 'auctions.housekeeping';
const INTERVAL_MS = 60_000;
const LEASE_SECONDS = 120;
/** With up to 100 bids each. */
const STEP = 200;
/** Bounds one run; at one run a minute this keeps up with 10 million pings a day. */
const MAX_STEPS = 50;
const DAY_MS = 86_400_000;

/** Forgets auctions that are older than the retention. */
@Injectable()
export class AuctionHousekeeping {
  constructor(
    private readonly history: AuctionHistoryRepository,
    private readonly lease: Lease,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  /** @returns how many pings were deleted with their bids, or null when another process is at it */
  async run(): Promise<number | null> {
    if (!(await this.lease.take(LEASE, LEASE_SECONDS))) return null;
    const lowestId = lowestIdAt('ping', this.clock.nowMs() - this.settings.retentionDays * DAY_MS);
    let total = 0;
    for (let step = 0; step < MAX_STEPS; step++) {
      const deleted = await this.history.deletePingsBefore(lowestId, STEP);
      total += deleted;
      if (deleted < STEP) break;
    }
    return total;
  }
}

@Injectable()
export class AuctionHousekeepingRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly ticker: Ticker;

  constructor(housekeeping: AuctionHousekeeping, logger: Logger) {
    const run = async () => {
      const pings = await housekeeping.run();
      if (pings) logger.info('history.expired', { pings });
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
