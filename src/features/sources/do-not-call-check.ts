import { Injectable } from '@nestjs/common';
import { Settings } from '../../platform/config';
import { DoNotCallRegistry } from '../../platform/do-not-call';
import { type Candidate } from './judge-eligibility';

/** Asks the do-not-call registry; when it is away, `DNC_WHEN_AWAY` says whether the lead is held back. */
@Injectable()
export class DoNotCallCheck {
  constructor(
    private readonly registry: DoNotCallRegistry,
    private readonly settings: Settings,
  ) {}

  async judge(phone: string | null): Promise<Candidate['doNotCall']> {
    if (phone === null) return 'clear';
    const answer = await this.registry.judge(phone);
    return answer === 'unknown' && this.settings.dncWhenAway === 'allow' ? 'clear' : answer;
  }
}
