import { Injectable } from '@nestjs/common';
import { AppError } from '../../core/errors/app-error';
import { Database } from '../../platform/database';
import { type Intake, IntakeService, type LeadDraft } from '../sources';
import { AuctionTelemetry } from './auction-telemetry';
import { PingsRepository } from './persistence/pings.repository';
import { type Ping } from './ping';
import { PostRules } from './post-rules';

/** Takes the lead of a ping in, reserved for the winner. */
@Injectable()
export class PingHandover {
  constructor(
    private readonly pings: PingsRepository,
    private readonly rules: PostRules,
    private readonly intake: IntakeService,
    private readonly telemetry: AuctionTelemetry,
    private readonly database: Database,
  ) {}

  /**
   * The lead, its events and the state of the ping commit together. A lead the account has already is not sold again:
   * the ping stays won.
   *
   * @returns null when another post of this ping was faster
   * @throws AppError RULE_VIOLATED, and then nothing is stored
   */
  async handOver(ping: Ping, draft: LeadDraft): Promise<Intake | null> {
    const candidate = await this.intake.check(toReserved(ping, draft, this.rules.requireWon(ping)));
    return this.database.transaction(async () => {
      const won = await this.pings.lock(ping.id, 'won');
      if (!won) return null;
      await this.rules.requirePresent(won.accountId, this.rules.requireWon(won));
      const intake = await this.intake.store(candidate);
      if (intake.kind === 'duplicate') return intake;
      this.rules.requireEligible(intake);
      await this.pings.update({ ...won, status: 'posted', leadId: intake.lead.id });
      await this.pings.passEventsTo(won.id, intake.lead.id);
      await this.database.afterCommit(() => this.telemetry.posted(won, intake.lead.id));
      return intake;
    });
  }
}

/** The lead for the winner. What the ping said holds for the lead: the buyers bid on that. */
function toReserved(ping: Ping, draft: LeadDraft, winner: string): LeadDraft {
  requireAsOffered('state', ping.state, draft.state);
  requireAsOffered('source', ping.source, draft.source);
  return {
    ...draft,
    door: 'ping',
    source: draft.source ?? ping.source,
    state: draft.state ?? ping.state,
    reservedBuyerId: winner,
  };
}

function requireAsOffered(field: string, offered: string | null, posted: string | null): void {
  if (offered === null || posted === null || posted === offered) return;
  throw new AppError('RULE_VIOLATED', `The lead has another ${field} than the one the buyers bid on.`, {
    fields: [{ pointer: `/${field}`, detail: `must be ${offered} as in the ping, or left out` }],
  });
}
