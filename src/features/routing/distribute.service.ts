import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { Database } from '../../platform/database';
import { type Lead } from '../leads';
import { BuyerChoice, type Choice } from './buyer-choice';
import { LeadStepsRepository } from './persistence/lead-steps.repository';
import { RoutingEvents } from './routing-events';

/** The last step of a lead: it goes to one buyer, which `lead.distributed` says, or is left with a reason. */
@Injectable()
export class DistributeService {
  constructor(
    private readonly leads: LeadStepsRepository,
    private readonly buyers: BuyerChoice,
    private readonly events: RoutingEvents,
    private readonly clock: Clock,
    private readonly database: Database,
  ) {}

  /** @returns what became of the lead; null when there is nothing (left) to distribute */
  run(leadId: string): Promise<{ lead: Lead; choice: Choice } | null> {
    return this.database.transaction(async () => {
      const lead = await this.leads.lockUndistributed(leadId);
      if (!lead) return null;
      const now = this.clock.now();
      const choice = await this.choose(lead, now);
      await this.settle(lead, choice, now);
      return { lead, choice };
    });
  }

  private async choose(lead: Lead, now: Date): Promise<Choice> {
    const isSuppressed = await this.leads.markIfSuppressed(lead.id);
    return isSuppressed ? { kind: 'nobody', reason: 'not_eligible' } : this.buyers.choose(lead, now);
  }

  private async settle(lead: Lead, choice: Choice, now: Date): Promise<void> {
    if (choice.kind === 'nobody') return this.leads.markUnassigned(lead.id, choice.reason, now);
    await this.leads.markDistributed(lead.id, choice.buyerId, now);
    await this.events.distributed(lead, choice.buyerId, now);
  }
}
