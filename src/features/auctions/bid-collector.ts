import { Injectable } from '@nestjs/common';
import { Batcher } from '../../platform/batching';
import { Clock } from '../../platform/clock';
import { OutboundHttp } from '../../platform/outbound-http';
import { AuctionTelemetry } from './auction-telemetry';
import { type Bidder } from './bidder';
import { BidderSealing } from './bidder-sealing';
import { bidRequestBody, bidRequestHeaders } from './bid-request';
import { judgeAnswer } from './judge-answer';
import { BidsRepository, type StoredBid } from './persistence/bids.repository';
import { type Bid, type Ping } from './ping';

/** What is recorded of a buyer whom we could not ask. */
const NOT_ASKED = {
  status: 'failed',
  price: null,
  detail: 'The platform could not send the bid request.',
} as const;

/** Asks all bidders at once and stores each answer as it comes. */
@Injectable()
export class BidCollector {
  /** Answers that come together share a statement: an auction must not want a connection for each buyer. */
  private readonly writes = new Batcher<StoredBid, void>({
    name: 'bids',
    maxWeight: 500,
    maxWaiting: 50_000,
    maxRunning: 2,
    run: async (bids) => {
      await this.bids.insert(bids);
      return bids.map(() => undefined);
    },
  });

  constructor(
    private readonly http: OutboundHttp,
    private readonly sealing: BidderSealing,
    private readonly bids: BidsRepository,
    private readonly clock: Clock,
    private readonly telemetry: AuctionTelemetry,
  ) {}

  /**
   * Resolves when every answer is stored, or time is up. Never throws: a bidder that cannot be asked, or whose
   * answer cannot be stored, is missing in this auction and no more.
   */
  async collect(ping: Ping, bidders: Bidder[]): Promise<void> {
    const body = bidRequestBody(ping);
    await Promise.all(
      bidders.map(async (bidder) => {
        const bid = await this.ask(ping, bidder, body);
        if (bid) await this.keep(ping, bid);
      }),
    );
  }

  /** @returns null when we were shut down meanwhile, which says nothing about the bidder */
  private async ask(ping: Ping, bidder: Bidder, body: string): Promise<Bid | null> {
    const { buyerId, url } = bidder;
    const nowMs = this.clock.nowMs();
    try {
      const secret = this.sealing.open(bidder);
      const timestamp = Math.floor(nowMs / 1000);
      const { durationMs, ...outcome } = await this.http.send({
        method: 'POST',
        url,
        headers: bidRequestHeaders({ pingId: ping.id, body, secret, timestamp }),
        body,
        timeoutMs: Math.max(1, ping.closesAt.getTime() - nowMs),
      });
      return outcome.kind === 'aborted' ? null : { buyerId, ...judgeAnswer(outcome), durationMs };
    } catch (error) {
      this.telemetry.askFailed(ping, buyerId, error);
      return { buyerId, ...NOT_ASKED, durationMs: 0 };
    }
  }

  private async keep(ping: Ping, bid: Bid): Promise<void> {
    this.telemetry.answered(bid.status);
    try {
      await this.writes.submit({ ...bid, pingId: ping.id });
    } catch (error) {
      this.telemetry.askFailed(ping, bid.buyerId, error);
    }
  }
}
