import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock';
import { PublishService } from '../../bus';
import { LeadIntakeRepository, LeadNews } from '../../leads';
import { type CrmNews, type StoredCrmNews } from './crm-news';

/** Stores news of a lead with the event that tells of it, in the transaction that is open. */
@Injectable()
export class CrmNewsWriter {
  constructor(
    private readonly news: LeadNews,
    private readonly leads: LeadIntakeRepository,
    private readonly publisher: PublishService,
    private readonly clock: Clock,
  ) {}

  /** @returns null, with nothing stored, when no lead has this CRM id */
  async write(told: CrmNews): Promise<StoredCrmNews | null> {
    const { accountId, crmLeadId, eventType, payloadText: payload } = told;
    const leadId = await this.news.findByCrmLeadId(accountId, crmLeadId);
    if (leadId === null) return null;
    const receivedAt = this.clock.now();
    const activity = { accountId, leadId, crmLeadId, eventType, payload, receivedAt };
    const activityId = await this.news.insertCrmActivity(activity);
    const eventId = await this.publish(told, leadId, receivedAt);
    await this.leads.insertEvents([{ leadId, eventId }]);
    return { leadId, activityId, eventId };
  }

  private async publish(told: CrmNews, leadId: string, receivedAt: Date): Promise<string> {
    const { accountId, crmLeadId, eventType, payload } = told;
    const data = {
      lead_id: leadId,
      crm_lead_id: crmLeadId,
      event_type: eventType,
      payload,
      timestamp: receivedAt.toISOString(),
    };
    const draft = { accountId, buyerId: null, type: 'lead.crm_updated', data };
    const [event] = await this.publisher.publish([draft]);
    return event!.id;
  }
}
