import { Injectable } from '@nestjs/common';
import { lowestIdAt } from '../../core/ids';
import {
  assessLead,
  isEmailAddress,
  type MailDomainAnswer,
  mailDomainOf,
  type Verification,
} from '../../core/leads';
import { Clock } from '../../platform/clock';
import { MailDomains } from '../../platform/mail-domains';
import { type Lead, type UnassignedReason } from '../leads';
import { LeadStepsRepository, type VerifiedLead } from './persistence/lead-steps.repository';

const DUPLICATE_WINDOW_MS = 30 * 24 * 60 * 60 * 1000;

/** Finds out what can be found out about a lead. */
@Injectable()
export class LeadAssessment {
  constructor(
    private readonly leads: LeadStepsRepository,
    private readonly mailDomains: MailDomains,
    private readonly clock: Clock,
  ) {}

  /** May wait for DNS, within the limit of `MailDomains`: not for an open transaction. */
  async assess(lead: Lead): Promise<VerifiedLead> {
    const { ineligibleReason } = lead;
    const verification = assessLead({
      phone: lead.phone,
      email: lead.email,
      state: lead.state,
      profile: lead.profile,
      mailDomain: await this.judgeMailDomain(lead.email),
      duplicateOf: await this.findOriginal(lead),
      isEligible: ineligibleReason === null,
    });
    const unassignedReason = reasonOf(lead, verification);
    return { leadId: lead.id, ineligibleReason, verification, at: this.clock.now(), unassignedReason };
  }

  private async judgeMailDomain(email: string | null): Promise<MailDomainAnswer | null> {
    return email !== null && isEmailAddress(email) ? this.mailDomains.judge(mailDomainOf(email)) : null;
  }

  /** Phone numbers are compared at the door; a second lead with the same e-mail address comes this far. */
  private async findOriginal(lead: Lead): Promise<string | null> {
    if (lead.email === null) return null;
    const since = lowestIdAt('lead', lead.createdAt.getTime() - DUPLICATE_WINDOW_MS);
    return this.leads.findEarlierByEmail(lead, since);
  }
}

/** A buyer who bought the lead in an auction gets it with the verdict; only who may not be contacted is held. */
function reasonOf({ reservedBuyerId }: Lead, { routing_decision: decision }: Verification) {
  return decision === 'rejected' && reservedBuyerId !== null ? null : REASONS[decision];
}

const REASONS = {
  approved: null,
  held: 'not_eligible',
  rejected: 'verification_failed',
} as const satisfies Record<string, UnassignedReason | null>;
