import { Injectable } from '@nestjs/common';
import { idTimeMs } from '../../core/ids';
import { Database } from '../../platform/database';
import { newId } from '../../platform/ids';
import { PublishService } from '../bus';
import { AuctionTelemetry } from './auction-telemetry';
import { offerData } from './bid-request';
import { type IdempotencyClaim, PingsRepository } from './persistence/pings.repository';
import { type Ping, type PingOffer } from './ping';

export interface PingDraft extends PingOffer {
  accountId: string;
  timeLimitMs: number;
  /** Null when the caller sent no `Idempotency-Key`. */
  claim: IdempotencyClaim | null;
}

/**
 * `repeated`: the settled ping of an earlier request with the same key. `in_progress`: that ping is still open.
 * `key_reused`: the earlier request asked for something else.
 */
export type PingOpened =
  { kind: 'opened' | 'repeated'; ping: Ping } | { kind: 'in_progress' } | { kind: 'key_reused' };

/**
 * Stores pings. The idempotency key lives in the ping's own row, because the shared way holds a transaction open
 * for as long as the call runs, and an auction takes seconds.
 */
@Injectable()
export class PingOpening {
  constructor(
    private readonly pings: PingsRepository,
    private readonly publisher: PublishService,
    private readonly telemetry: AuctionTelemetry,
    private readonly database: Database,
  ) {}

  async open(draft: PingDraft): Promise<PingOpened> {
    const ping = toPing(draft);
    const isNew = await this.store(ping, draft.claim);
    return isNew ? { kind: 'opened', ping } : this.findEarlier(ping.accountId, draft.claim!);
  }

  private store(ping: Ping, claim: IdempotencyClaim | null): Promise<boolean> {
    return this.database.transaction(async () => {
      if (!(await this.pings.insert(ping, claim))) return false;
      const data = { ...offerData(ping), timestamp: ping.createdAt.toISOString() };
      const [event] = await this.publisher.publish([
        { accountId: ping.accountId, buyerId: null, type: 'ping.received', data },
      ]);
      await this.pings.addEvent(ping.id, event!.id);
      await this.database.afterCommit(() => this.telemetry.received(ping));
      return true;
    });
  }

  private async findEarlier(accountId: string, { key, requestHash }: IdempotencyClaim): Promise<PingOpened> {
    const earlier = await this.pings.findByKey(accountId, key);
    if (earlier && !earlier.requestHash.equals(requestHash)) return { kind: 'key_reused' };
    if (!earlier || earlier.ping.status === 'open') return { kind: 'in_progress' };
    return { kind: 'repeated', ping: earlier.ping };
  }
}

function toPing(draft: PingDraft): Ping {
  const { timeLimitMs, claim: _, ...offer } = draft;
  const id = newId('ping');
  // Lists find pings of a time by their ids, so the time shown is the one in the id.
  const createdAt = new Date(idTimeMs(id));
  return {
    ...offer,
    id,
    status: 'open',
    closesAt: new Date(createdAt.getTime() + timeLimitMs),
    winnerBuyerId: null,
    price: null,
    postExpiresAt: null,
    leadId: null,
    createdAt,
    closedAt: null,
  };
}
