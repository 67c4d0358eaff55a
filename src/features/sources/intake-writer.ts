import { Injectable } from '@nestjs/common';
import { idTimeMs } from '../../core/ids';
import { PublishService } from '../bus';
import { type Lead, LeadIntakeRepository } from '../leads';
import { DuplicateSearch } from './duplicate-search';
import { type Candidate, judgeEligibility } from './judge-eligibility';
import { type Intake } from './lead-draft';
import { leadEventDrafts } from './lead-event-drafts';

/** Writes candidates as leads with their events, in the transaction that is open. */
@Injectable()
export class IntakeWriter {
  constructor(
    private readonly duplicates: DuplicateSearch,
    private readonly leads: LeadIntakeRepository,
    private readonly publisher: PublishService,
  ) {}

  /** @returns what became of each candidate, in order */
  async write(candidates: Candidate[]): Promise<Intake[]> {
    const known = await this.duplicates.find(candidates);
    const fresh = candidates.filter(({ id }) => !known.has(id));
    const leads = await this.toLeads(fresh);
    const eventIds = await this.publish(fresh, leads);
    await this.leads.insert(leads);
    await this.leads.insertEvents(eventIds);
    return this.toIntakes(candidates, known, leads);
  }

  private async toLeads(candidates: Candidate[]): Promise<Lead[]> {
    const phones = candidates.flatMap(({ draft: { accountId, phone } }) =>
      phone ? { accountId, phone } : [],
    );
    const suppressed = await this.leads.findSuppressed(phones);
    return candidates.map((candidate) => {
      const { accountId, phone } = candidate.draft;
      return toLead(candidate, suppressed.has(`${accountId} ${phone}`));
    });
  }

  private async publish(candidates: Candidate[], leads: Lead[]) {
    const drafts = leads.flatMap((lead, index) => {
      const { isCallWanted } = candidates[index]!.draft;
      return leadEventDrafts(lead, isCallWanted).map((draft) => ({ leadId: lead.id, draft }));
    });
    const events = await this.publisher.publish(drafts.map(({ draft }) => draft));
    return events.map(({ id }, index) => ({ leadId: drafts[index]!.leadId, eventId: id }));
  }

  private async toIntakes(
    candidates: Candidate[],
    known: Map<string, string>,
    leads: Lead[],
  ): Promise<Intake[]> {
    const earlier = await this.leads.find([...new Set(known.values())]);
    const byId = new Map([...earlier, ...leads].map((lead) => [lead.id, lead]));
    return candidates.map(({ id }) => {
      const knownId = known.get(id);
      return { kind: knownId ? 'duplicate' : 'accepted', lead: byId.get(knownId ?? id)! };
    });
  }
}

function toLead({ id, draft, doNotCall }: Candidate, isSuppressed: boolean): Lead {
  const { isConsentRequired: _, isCallWanted: __, ...told } = draft;
  // Lists find leads of a time by their ids, so the time shown is the one in the id.
  const createdAt = new Date(idTimeMs(id));
  return {
    ...told,
    id,
    crmLeadId: null,
    ineligibleReason: judgeEligibility({ draft, doNotCall }, isSuppressed),
    step: 'verify',
    verification: null,
    verifiedAt: null,
    buyerId: null,
    unassignedReason: null,
    routedAt: null,
    createdAt,
    updatedAt: createdAt,
  };
}
