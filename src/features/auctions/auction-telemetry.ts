import { Injectable } from '@nestjs/common';
import { Logger } from '../../platform/logging';
import { Metrics } from '../../platform/metrics';
import { type BidStatus, type Ping } from './ping';

/** One log line for each stage of a ping, with ids and prices and never its attributes, and the figures. */
@Injectable()
export class AuctionTelemetry {
  private readonly auctions;
  private readonly durations;
  private readonly bids;

  constructor(
    private readonly logger: Logger,
    metrics: Metrics,
  ) {
    this.auctions = metrics.counter({
      name: 'synaptis_auctions_total',
      help: 'Auctions that were settled, by their result',
      labels: ['result'],
    });
    this.durations = metrics.histogram({
      name: 'synaptis_auction_duration_seconds',
      help: 'Time from a ping to its settled auction',
    });
    this.bids = metrics.counter({
      name: 'synaptis_bids_total',
      help: 'Answers to bid requests, by what they were',
      labels: ['status'],
    });
  }

  received({ accountId, id }: Ping): void {
    this.logger.info('ping.received', { account_id: accountId, ping_id: id });
  }

  answered(status: BidStatus): void {
    this.bids.inc({ status });
  }

  settled({ accountId, id, status, winnerBuyerId, price, currency, createdAt, closedAt }: Ping): void {
    const durationMs = closedAt!.getTime() - createdAt.getTime();
    this.auctions.inc({ result: status });
    this.durations.observe(durationMs / 1000);
    const fields = { account_id: accountId, ping_id: id, duration_ms: durationMs };
    if (winnerBuyerId === null) this.logger.info('ping.no_bid', fields);
    else this.logger.info('bid.won', { ...fields, buyer_id: winnerBuyerId, price, currency });
  }

  posted({ accountId, id, winnerBuyerId }: Ping, leadId: string): void {
    this.logger.info('ping.posted', {
      account_id: accountId,
      ping_id: id,
      buyer_id: winnerBuyerId,
      lead_id: leadId,
    });
  }

  /** A buyer could not be asked, or its answer not be kept, for a reason of our own. */
  askFailed({ accountId, id }: Ping, buyerId: string, error: unknown): void {
    const fields = { account_id: accountId, ping_id: id, buyer_id: buyerId };
    this.logger.failure('bid.ask_failed', { ...fields, error });
  }
}
