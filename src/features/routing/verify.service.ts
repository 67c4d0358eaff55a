import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database';
import { type Lead } from '../leads';
import { LeadAssessment } from './lead-assessment';
import { LeadStepsRepository, type VerifiedLead } from './persistence/lead-steps.repository';
import { RegistryRecheck } from './registry-recheck';
import { RoutingEvents } from './routing-events';

/** The first step of a lead: finds out what can be found out about it, and says so in `lead.verified`. */
@Injectable()
export class VerifyService {
  constructor(
    private readonly leads: LeadStepsRepository,
    private readonly registry: RegistryRecheck,
    private readonly assessment: LeadAssessment,
    private readonly events: RoutingEvents,
    private readonly database: Database,
  ) {}

  /**
   * A lead that turns out to be eligible only here is distributed, and no `lead.call_requested` follows: the door
   * has told its sender that there is no call, and the call within seconds that it stands for is over.
   *
   * @returns the lead as verified; null when there is nothing (left) to verify, or not yet
   */
  async run(leadId: string): Promise<{ lead: Lead; verified: VerifiedLead } | null> {
    const found = await this.leads.findUnverified(leadId);
    if (!found) return null;
    const recheck = await this.registry.judge(found);
    if (recheck.kind === 'wait') {
      await this.leads.postponeVerification(leadId, recheck.waitMs);
      return null;
    }
    return this.verify({ ...found, ineligibleReason: recheck.ineligibleReason });
  }

  private async verify(lead: Lead): Promise<{ lead: Lead; verified: VerifiedLead } | null> {
    const verified = await this.assessment.assess(lead);
    const isMine = await this.database.transaction(async () => {
      if (!(await this.leads.markVerified(verified))) return false;
      await this.events.verified(lead, verified);
      return true;
    });
    return isMine ? { lead, verified } : null;
  }
}
