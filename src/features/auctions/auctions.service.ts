import { Injectable } from '@nestjs/common';
import { type Actor, refuseBound } from '../auth';
import { AuctionPlaces } from './auction-places';
import { BidCollector } from './bid-collector';
import { BidderChoice } from './bidder-choice';
import { type PingWithBids } from './ping';
import { PingLog } from './ping-log';
import { type PingDraft, PingOpening } from './ping-opening';
import { Settlement } from './settlement';

/** An auction holds up to 100 sockets for up to 5 seconds; a process has only so many, for all its accounts. */
const PLACES = { most: 100, mostPerAccount: 25, mostWaitingPerAccount: 250 };

export interface HeldAuction extends PingWithBids {
  /** The result of an earlier request with the same `Idempotency-Key`. */
  isReplayed: boolean;
}

/**
 * Holds auctions. What is stored before and after asking the buyers commits by itself and no transaction is open in
 * between, so a process that dies at any point leaves an open ping at most, which the sweep settles.
 */
@Injectable()
export class AuctionsService {
  private readonly places = new AuctionPlaces(PLACES);

  constructor(
    private readonly opening: PingOpening,
    private readonly choice: BidderChoice,
    private readonly collector: BidCollector,
    private readonly settlement: Settlement,
    private readonly log: PingLog,
  ) {}

  /**
   * Asks the buyers for bids and answers with the settled auction.
   * @throws AppError FORBIDDEN, IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_IN_PROGRESS; UNAVAILABLE when too many run for it
   *   to begin in time, and then nothing is stored
   */
  async hold(actor: Actor, draft: Omit<PingDraft, 'accountId'>): Promise<HeldAuction> {
    refuseBound(actor, 'Pings');
    const { accountId } = actor;
    return this.places.hold({ accountId, maxWaitMs: draft.timeLimitMs }, async () => {
      const { ping, isReplayed } = await this.opening.open({ ...draft, accountId });
      if (!isReplayed) {
        await this.collector.collect(ping, await this.choice.find(ping));
        await this.settlement.settle(ping.id);
      }
      return { ...(await this.log.get(actor, ping.id)), isReplayed };
    });
  }
}
