import { Injectable } from '@nestjs/common';
import { type Actor, refuseBound } from '../auth';
import { AuctionPlaces } from './auction-places';
import { BidCollector } from './bid-collector';
import { BidderChoice } from './bidder-choice';
import { type Ping, type PingWithBids } from './ping';
import { PingLog } from './ping-log';
import { type PingDraft, PingOpening } from './ping-opening';
import { Settlement } from './settlement';

/** An auction holds up to 100 sockets for up to 5 seconds; a process has only so many, for all its accounts. */
const PLACES = { most: 100, mostPerAccount: 25, mostWaitingPerAccount: 250 };

/** `repeated`: as an earlier request with the same `Idempotency-Key` left it. */
export type HeldAuction =
  ({ kind: 'held' | 'repeated' } & PingWithBids) | { kind: 'in_progress' } | { kind: 'key_reused' };

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
   * @throws AppError FORBIDDEN; UNAVAILABLE when too many run for it
   *   to begin in time, and then nothing is stored
   */
  async hold(actor: Actor, draft: Omit<PingDraft, 'accountId'>): Promise<HeldAuction> {
    refuseBound(actor, 'Pings');
    const { accountId } = actor;
    return this.places.hold({ accountId, maxWaitMs: draft.timeLimitMs }, async () => {
      const opened = await this.opening.open({ ...draft, accountId });
      switch (opened.kind) {
        case 'in_progress':
        case 'key_reused':
          return opened;
        case 'repeated':
          return { kind: 'repeated', ...(await this.log.get(actor, opened.ping.id)) };
        case 'opened':
          await this.run(opened.ping);
          return { kind: 'held', ...(await this.log.get(actor, opened.ping.id)) };
      }
    });
  }

  private async run(ping: Ping): Promise<void> {
    await this.collector.collect(ping, await this.choice.find(ping));
    await this.settlement.settle(ping.id);
  }
}
