import { Injectable } from '@nestjs/common';
import { type Actor } from '../auth';
import { type Lead, LeadsService } from '../leads';
import { type LeadDraft } from '../sources';
import { type Ping } from './ping';
import { PingHandover } from './ping-handover';
import { PingLog } from './ping-log';

export interface PingPost {
  /** `repeated`: the ping had been posted; `duplicate`: the account knew the lead, and nobody got it. */
  kind: 'accepted' | 'repeated' | 'duplicate';
  ping: Ping;
  lead: Lead;
}

/** The second half of ping/post: the full lead, for the winner only. */
@Injectable()
export class PingPostService {
  constructor(
    private readonly log: PingLog,
    private readonly handover: PingHandover,
    private readonly leads: LeadsService,
  ) {}

  /**
   * A ping is posted once: every later post gets the lead of the first.
   * @throws AppError NOT_FOUND, FORBIDDEN; RULE_VIOLATED when there is no winner, it is too late, or the lead may
   * not be contacted
   */
  async post(actor: Actor, pingId: string, draft: LeadDraft): Promise<PingPost> {
    const ping = await this.log.getPing(actor, pingId);
    if (ping.leadId !== null) return this.repeat(actor, ping, ping.leadId);
    const intake = await this.handover.handOver(ping, draft);
    return intake ? { ...intake, ping } : this.post(actor, pingId, draft);
  }

  private async repeat(actor: Actor, ping: Ping, leadId: string): Promise<PingPost> {
    return { kind: 'repeated', ping, lead: await this.leads.get(actor, leadId) };
  }
}
