import { Inject, Injectable } from '@nestjs/common';
import { type MailDomainAnswer } from '../../core/leads';
import { Clock } from '../clock';
import { Slots } from '../dns';
import { AnswerCache } from './answer-cache';
import { askMailDomain, type MailDomainLimits } from './ask-mail-domain';
import { toMailDomain } from './to-mail-domain';

/** Provider token of the options `MailDomains` is made with. */
export const MAIL_DOMAINS_OPTIONS = Symbol('MAIL_DOMAINS_OPTIONS');

export interface MailDomainsOptions extends MailDomainLimits {
  /** Domains looked up at the same time; more wait inside their own time limit. */
  concurrency: number;
  /** Answers kept; the one that was not asked for the longest gives way. */
  maxCached: number;
}

/** Domains that take mail rarely stop; one that fails may be repaired, and an outage of DNS may end, soon. */
const KEPT_MS: Record<MailDomainAnswer, number> = {
  accepts: 3_600_000,
  refuses: 600_000,
  unknown: 30_000,
};

/** Whether domains take mail, as far as DNS tells; no mail server is ever contacted. */
@Injectable()
export class MailDomains {
  private readonly underWay = new Map<string, Promise<MailDomainAnswer>>();
  private readonly known: AnswerCache<MailDomainAnswer>;
  private readonly slots: Slots;

  constructor(
    @Inject(MAIL_DOMAINS_OPTIONS) private readonly options: MailDomainsOptions,
    private readonly clock: Clock,
  ) {
    this.known = new AnswerCache(options.maxCached);
    this.slots = new Slots(options.concurrency);
  }

  /**
   * Never throws. Callers that ask for the same domain at the same time share one lookup; answers are kept for an
   * hour, refusals for ten minutes, `unknown` for half a minute.
   *
   * @param domain what stands behind the `@`, in any case, international or in punycode
   * @returns `unknown` where DNS fails or says nothing within the time limit
   */
  judge(domain: string): Promise<MailDomainAnswer> {
    const name = toMailDomain(domain);
    if (name === null) return Promise.resolve('refuses');
    const known = this.known.find(name, this.clock.nowMs());
    if (known !== undefined) return Promise.resolve(known);
    const shared = this.underWay.get(name);
    if (shared !== undefined) return shared;
    const lookup = this.lookUp(name).finally(() => this.underWay.delete(name));
    this.underWay.set(name, lookup);
    return lookup;
  }

  private async lookUp(name: string): Promise<MailDomainAnswer> {
    const startedAt = performance.now();
    if (!(await this.slots.take(this.options.timeoutMs))) return 'unknown';
    const waitedMs = performance.now() - startedAt;
    try {
      const timeoutMs = Math.max(this.options.timeoutMs - waitedMs, 1);
      const answer = await askMailDomain(name, { ...this.options, timeoutMs });
      // After a long wait for a place, silence says something about us and little about the domain.
      if (answer !== 'unknown' || waitedMs < this.options.timeoutMs / 2) this.keep(name, answer);
      return answer;
    } finally {
      this.slots.give();
    }
  }

  private keep(name: string, answer: MailDomainAnswer): void {
    this.known.keep(name, answer, this.clock.nowMs() + KEPT_MS[answer]);
  }
}
