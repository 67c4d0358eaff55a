import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { lowestIdAt } from '../../core/ids';
import { Clock } from '../../platform/clock';
import { Settings } from '../../platform/config';
import { Logger } from '../../platform/logging';
import { inSteps, Lease, Ticker } from '../../platform/periodic';
import { LeadRetentionRepository } from './persistence/lead-retention.repository';

const LEASE = 'leads.housekeeping';
const INTERVAL_MS = 60_000;
const LEASE_SECONDS = 120;
const DAY_MS = 86_400_000;

/** How many rows of a kind were deleted. */
type Expired = Record<'lead_events' | 'crm_activities' | 'phone_claims' | 'buyer_days', number>;

/** Keeps what gathers around leads within the retention. Leads themselves stay. */
@Injectable()
export class LeadHousekeeping {
  constructor(
    private readonly retention: LeadRetentionRepository,
    private readonly lease: Lease,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  /** @returns how much was deleted, or null when another process is at it */
  async run(): Promise<Expired | null> {
    if (!(await this.lease.take(LEASE, LEASE_SECONDS))) return null;
    const { retention } = this;
    const cutoffMs = this.clock.nowMs() - this.settings.retentionDays * DAY_MS;
    return {
      lead_events: await inSteps((limit) =>
        retention.deleteLeadEventsBefore(lowestIdAt('evt', cutoffMs), limit),
      ),
      crm_activities: await inSteps((limit) =>
        retention.deleteCrmActivitiesBefore(lowestIdAt('crm', cutoffMs), limit),
      ),
      phone_claims: await inSteps((limit) => retention.deleteLapsedClaims(limit)),
      buyer_days: await inSteps((limit) => retention.deleteBuyerDays(limit)),
    };
  }
}

@Injectable()
export class LeadHousekeepingRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly ticker: Ticker;

  constructor(housekeeping: LeadHousekeeping, logger: Logger) {
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
