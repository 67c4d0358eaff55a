import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { chooseWinner } from './choose-winner';
import { BidsRepository } from './persistence/bids.repository';
import { type Ping } from './ping';

/** How long the winner's lead may be posted. */
const POST_WITHIN_MS = 10 * 60_000;

/** Says how an auction ends, by the bids that are stored. */
@Injectable()
export class AuctionVerdict {
  constructor(
    private readonly bids: BidsRepository,
    private readonly clock: Clock,
  ) {}

  /** @param ping locked, so that no bid comes in any more. @returns the ping as it is once settled */
  async judge(ping: Ping): Promise<Ping> {
    const bids = await this.bids.listStanding(ping.accountId, ping.id);
    const winner = chooseWinner(bids, ping.floorPrice);
    const closedAt = this.clock.now();
    if (!winner) return { ...ping, status: 'no_bid', closedAt };
    return {
      ...ping,
      status: 'won',
      winnerBuyerId: winner.buyerId,
      price: winner.price,
      postExpiresAt: new Date(closedAt.getTime() + POST_WITHIN_MS),
      closedAt,
    };
  }
}
