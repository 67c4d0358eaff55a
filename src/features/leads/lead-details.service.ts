import { Injectable } from '@nestjs/common';
import { type Actor } from '../auth';
import { type CrmActivity } from './crm-activity';
import { type Lead } from './lead';
import { type LeadSubmission } from './lead-submission';
import { LeadsService } from './leads.service';
import { CrmActivityRepository } from './persistence/crm-activity.repository';
import { LeadSubmissionsRepository } from './persistence/lead-submissions.repository';

/** A lead with what came after it; both lists newest first. */
export interface LeadDetail {
  lead: Lead;
  submissions: LeadSubmission[];
  crmActivity: CrmActivity[];
}

const MOST_SHOWN = 100;
/** Together; every payload may be as large as a request. */
const MOST_PAYLOAD_BYTES = 4 * 1024 * 1024;

/** Everything that is known of one lead, in one answer of a bounded size. */
@Injectable()
export class LeadDetails {
  constructor(
    private readonly leads: LeadsService,
    private readonly submissions: LeadSubmissionsRepository,
    private readonly activities: CrmActivityRepository,
  ) {}

  /** @throws AppError NOT_FOUND, FORBIDDEN */
  async get(actor: Actor, id: string): Promise<LeadDetail> {
    const lead = await this.leads.get(actor, id);
    const [submissions, crmActivity] = await Promise.all([
      this.submissions.listLatest(id, MOST_SHOWN),
      this.activities.listLatestWithin(id, { limit: MOST_SHOWN, bytes: MOST_PAYLOAD_BYTES }),
    ]);
    return { lead, submissions, crmActivity };
  }
}
