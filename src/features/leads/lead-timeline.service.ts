import { Injectable } from '@nestjs/common';
import { type Actor } from '../auth';
import { DeliveryLog } from '../deliveries';
import { type Lead } from './lead';
import { LeadsService } from './leads.service';
import { CrmActivityRepository } from './persistence/crm-activity.repository';
import { LeadEventsRepository } from './persistence/lead-events.repository';
import { LeadSubmissionsRepository } from './persistence/lead-submissions.repository';
import { tellDelivery } from './tell-delivery';
import { tellCrmActivity, tellFollowUp } from './tell-follow-ups';
import { tellLead } from './tell-lead';
import { type TimelineEntry } from './timeline-entry';

/** Of each kind: events, follow-ups, news from the CRM. */
const MOST_OF_A_KIND = 200;
const MOST_DELIVERIES = 1_000;

/** What happened to a lead, put together from what is stored anyway: nothing is written for it. */
@Injectable()
export class LeadTimeline {
  constructor(
    private readonly leads: LeadsService,
    private readonly events: LeadEventsRepository,
    private readonly submissions: LeadSubmissionsRepository,
    private readonly activities: CrmActivityRepository,
    private readonly deliveries: DeliveryLog,
  ) {}

  /** Oldest first; of very long ones the newest part. @throws AppError NOT_FOUND, FORBIDDEN */
  async tell(actor: Actor, id: string): Promise<TimelineEntry[]> {
    const lead = await this.leads.get(actor, id);
    const [ours, submissions, activities] = await Promise.all([
      this.tellOurs(lead),
      this.submissions.listLatest(id, MOST_OF_A_KIND),
      this.activities.listLatest(id, MOST_OF_A_KIND),
    ]);
    const followUps = submissions.toReversed().map(tellFollowUp);
    const entries = [...ours, ...followUps, ...activities.toReversed().map(tellCrmActivity)];
    // The sort is stable: of the same millisecond, what is put first stays first.
    return entries.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  }

  private async tellOurs(lead: Lead): Promise<TimelineEntry[]> {
    const events = await this.events.listLatest(lead.id, MOST_OF_A_KIND);
    const ids = events.map(({ id }) => id);
    const deliveries = await this.deliveries.listOfEvents(lead.accountId, ids, MOST_DELIVERIES);
    return [...tellLead(lead, events), ...deliveries.toReversed().map(tellDelivery)];
  }
}
