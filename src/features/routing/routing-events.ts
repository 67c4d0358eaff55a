import { Injectable } from '@nestjs/common';
import { type EventDraft, PublishService } from '../bus';
import { type Lead, leadFields, LeadIntakeRepository } from '../leads';
import { type VerifiedLead } from './persistence/lead-steps.repository';

/** Publishes what becomes of a lead, in the transaction in which it becomes so. */
@Injectable()
export class RoutingEvents {
  constructor(
    private readonly publisher: PublishService,
    private readonly leads: LeadIntakeRepository,
  ) {}

  async verified({ id, accountId }: Lead, { verification, at }: VerifiedLead): Promise<void> {
    const data = { lead_id: id, ...verification, timestamp: at.toISOString() };
    await this.publish(id, { accountId, buyerId: null, type: 'lead.verified', data });
  }

  /** To the subscribers of the account, and to those of the buyer that got the lead. */
  async distributed(lead: Lead, buyerId: string, at: Date): Promise<void> {
    const data = {
      lead_id: lead.id,
      buyer_id: buyerId,
      ...leadFields(lead),
      verification_status: lead.verification?.verification_status,
      quality_score: lead.verification?.quality_score,
      timestamp: at.toISOString(),
    };
    await this.publish(lead.id, { accountId: lead.accountId, buyerId, type: 'lead.distributed', data });
  }

  private async publish(leadId: string, draft: EventDraft): Promise<void> {
    const [event] = await this.publisher.publish([draft]);
    await this.leads.insertEvents([{ leadId, eventId: event!.id }]);
  }
}
