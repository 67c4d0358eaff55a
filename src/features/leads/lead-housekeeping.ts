import { Injectable } from '@nestjs/common';
import { lowestIdAt } from '../../core/ids';
import { Logger } from '../../platform/logging';
import { HousekeepingTask, inSteps, Retention } from '../../platform/periodic';
import { LeadRetentionRepository } from './persistence/lead-retention.repository';

const TASK = 'leads.housekeeping';

/** How many rows of a kind were deleted. */
type Expired = Record<'lead_events' | 'crm_activities' | 'phone_claims' | 'buyer_days', number>;

/** Keeps what gathers around leads within the retention. Leads themselves stay. */
@Injectable()
export class LeadHousekeeping {
  constructor(
    private readonly history: LeadRetentionRepository,
    private readonly retention: Retention,
  ) {}

  /** @returns how much was deleted, or null when another process is at it */
  run(): Promise<Expired | null> {
    const { history } = this;
    return this.retention.expire(TASK, async (cutoffMs) => ({
      lead_events: await inSteps((limit) =>
        history.deleteLeadEventsBefore(lowestIdAt('evt', cutoffMs), limit),
      ),
      crm_activities: await inSteps((limit) =>
        history.deleteCrmActivitiesBefore(lowestIdAt('crm', cutoffMs), limit),
      ),
      phone_claims: await inSteps((limit) => history.deleteLapsedClaims(limit)),
      buyer_days: await inSteps((limit) => history.deleteBuyerDays(limit)),
    }));
  }
}

@Injectable()
export class LeadHousekeepingRunner extends HousekeepingTask {
  constructor(
    private readonly housekeeping: LeadHousekeeping,
    logger: Logger,
  ) {
    super(TASK, logger);
  }

  protected expire() {
    return this.housekeeping.run();
  }
}
