import { Injectable } from '@nestjs/common';
import { type Claim, claimKey, LeadIntakeRepository } from '../leads';
import { type Candidate } from './judge-eligibility';
import { type LeadDraft } from './lead-draft';

/**
 * The one place for duplicates. A lead is known by the caller's own id for it (for ever), or else by its
 * phone number (for 30 days); of leads that arrive together, the first holds both.
 */
@Injectable()
export class DuplicateSearch {
  constructor(private readonly leads: LeadIntakeRepository) {}

  /** @returns for every candidate that is known already: its id, and the id of the lead that was there */
  async find(candidates: Candidate[]): Promise<Map<string, string>> {
    const known = new Map<string, string>();
    const ids = await this.claim(candidates, toIdClaim, known);
    await this.claim(
      candidates.filter(({ id }) => !known.has(id)),
      toPhoneClaim,
      known,
    );
    // Who was known by phone keeps no claim of its own: the id leads to the lead that was there.
    const moved = ids.filter(({ leadId }) => known.has(leadId));
    await this.leads.moveClaims(moved.map((claim) => ({ ...claim, leadId: known.get(claim.leadId)! })));
    for (const [id, owner] of known) known.set(id, known.get(owner) ?? owner);
    return known;
  }

  /** Claims for every candidate that has something to claim. @returns the claims made in their names */
  private async claim(
    candidates: Candidate[],
    toClaim: (candidate: Candidate) => Claim | null,
    known: Map<string, string>,
  ): Promise<Claim[]> {
    const wanted = candidates.flatMap((candidate) => toClaim(candidate) ?? []);
    const first = new Map<string, Claim>();
    for (const claim of wanted) if (!first.has(claimKey(claim))) first.set(claimKey(claim), claim);
    const owners = await this.leads.claim([...first.values()]);
    for (const claim of wanted) {
      const owner = owners.get(claimKey(claim))!;
      if (owner !== claim.leadId) known.set(claim.leadId, owner);
    }
    return [...first.values()].filter((claim) => !known.has(claim.leadId));
  }
}

/** What the caller's own id for a lead claims; null without one. */
export function idClaimOf({ door, source, sourceLeadId }: LeadDraft): Pick<Claim, 'kind' | 'value'> | null {
  return sourceLeadId === null ? null : { kind: `${door}:${source ?? ''}`, value: sourceLeadId };
}

function toIdClaim({ id, draft }: Candidate): Claim | null {
  const claim = idClaimOf(draft);
  return claim && { accountId: draft.accountId, ...claim, leadId: id };
}

function toPhoneClaim({ id, draft: { accountId, phone } }: Candidate): Claim | null {
  return phone === null ? null : { accountId, kind: 'phone', value: phone, leadId: id };
}
