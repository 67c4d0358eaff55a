import { Injectable } from '@nestjs/common';
import { Settings } from '../../platform/config';
import { DoNotCallRegistry } from '../../platform/do-not-call';
import { idClaimOf } from './duplicate-search';
import { type Candidate, judgeEligibility } from './judge-eligibility';
import { type LeadDraft } from './lead-draft';
import { KnownLeadsRepository } from './persistence/known-leads.repository';

/** Asks the do-not-call registry; when it is away, `DNC_WHEN_AWAY` says whether the lead is held back. */
@Injectable()
export class DoNotCallCheck {
  constructor(
    private readonly registry: DoNotCallRegistry,
    private readonly known: KnownLeadsRepository,
    private readonly settings: Settings,
  ) {}

  /**
   * @returns `unknown` also where the answer cannot matter and so is not asked for: should it matter after
   * all once the lead is stored, the lead is held back
   * @throws AppError UNAVAILABLE when too many are waiting to ask; Error inside an open transaction
   */
  async judge(draft: LeadDraft): Promise<Candidate['doNotCall']> {
    if (!this.registry.isConfigured) return 'clear';
    const { phone } = draft;
    if (phone === null || !(await this.canMatter({ ...draft, phone }))) return 'unknown';
    const answer = await this.registry.judge(phone);
    return answer === 'unknown' && this.settings.dncWhenAway === 'allow' ? 'clear' : answer;
  }

  private async canMatter(draft: LeadDraft & { phone: string }): Promise<boolean> {
    if (judgeEligibility({ draft, doNotCall: 'clear' }, false) !== null) return false;
    const { accountId, phone } = draft;
    return !(await this.known.isKnownOrSuppressed({ accountId, phone, id: idClaimOf(draft) }));
  }
}
