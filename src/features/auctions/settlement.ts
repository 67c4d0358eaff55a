import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database';
import { type EventDraft, PublishService } from '../bus';
import { AuctionTelemetry } from './auction-telemetry';
import { AuctionVerdict } from './auction-verdict';
import { PingsRepository } from './persistence/pings.repository';
import { type Ping } from './ping';

/** Ends auctions. */
@Injectable()
export class Settlement {
  constructor(
    private readonly pings: PingsRepository,
    private readonly verdict: AuctionVerdict,
    private readonly publisher: PublishService,
    private readonly telemetry: AuctionTelemetry,
    private readonly database: Database,
  ) {}

  /**
   * Settles a ping from the bids that are stored: its result and `bid.won` commit together. Whoever comes second,
   * in this process or another, changes nothing.
   */
  async settle(pingId: string): Promise<void> {
    await this.database.transaction(async () => {
      const open = await this.pings.lock(pingId, 'open');
      if (!open) return;
      const settled = await this.verdict.judge(open);
      await this.pings.update(settled);
      if (settled.winnerBuyerId !== null) await this.tellWinner(settled);
      await this.database.afterCommit(() => this.telemetry.settled(settled));
    });
  }

  private async tellWinner(ping: Ping): Promise<void> {
    const [event] = await this.publisher.publish([bidWon(ping)]);
    await this.pings.addEvent(ping.id, event!.id);
  }
}

function bidWon(ping: Ping): EventDraft {
  return {
    accountId: ping.accountId,
    buyerId: ping.winnerBuyerId,
    type: 'bid.won',
    data: {
      ping_id: ping.id,
      buyer_id: ping.winnerBuyerId,
      price: ping.price,
      currency: ping.currency,
      post_expires_at: ping.postExpiresAt!.toISOString(),
      timestamp: ping.closedAt!.toISOString(),
    },
  };
}
