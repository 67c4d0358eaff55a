import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database';
import { type Bid } from '../ping';

export interface StoredBid extends Bid {
  readonly pingId: string;
}

/** PostgreSQL hands `numeric` out as text; prices have two decimals and at most seven digits before them. */
const COLUMNS = `bid.ping_id AS "pingId", bid.buyer_id AS "buyerId", bid.status, bid.price::float8 AS price, bid.detail,
  bid.duration_ms AS "durationMs"`;

@Injectable()
export class BidsRepository {
  constructor(private readonly database: Database) {}

  /** Stores the first answer of each buyer, as long as its ping is open: a settled auction never changes. */
  async insert(bids: StoredBid[]): Promise<void> {
    await this.database.query(
      `INSERT INTO bids (ping_id, buyer_id, status, price, detail, duration_ms)
       SELECT input.* FROM unnest($1::text[], $2::text[], $3::text[], $4::numeric[], $5::text[], $6::integer[])
         AS input (ping_id, buyer_id, status, price, detail, duration_ms)
       JOIN (
         SELECT id FROM pings WHERE id = ANY($1) AND status = 'open' ORDER BY id FOR SHARE
       ) ping ON ping.id = input.ping_id
       ON CONFLICT DO NOTHING`,
      [
        bids.map(({ pingId }) => pingId),
        bids.map(({ buyerId }) => buyerId),
        bids.map(({ status }) => status),
        bids.map(({ price }) => price),
        bids.map(({ detail }) => detail),
        bids.map(({ durationMs }) => durationMs),
      ],
    );
  }

  /** The best first, then by buyer. */
  list(pingIds: string[]): Promise<StoredBid[]> {
    return this.database.query<StoredBid>(
      `SELECT ${COLUMNS} FROM bids bid WHERE ping_id = ANY($1)
       ORDER BY price DESC NULLS LAST, duration_ms, buyer_id`,
      [pingIds],
    );
  }

  /** Those of buyers that still bid: one that was deleted, or bids no more, wins nothing. */
  listStanding(accountId: string, pingId: string): Promise<Bid[]> {
    return this.database.query<Bid>(
      `SELECT ${COLUMNS} FROM bids bid
       JOIN bidders bidder ON bidder.account_id = $1 AND bidder.buyer_id = bid.buyer_id
       WHERE bid.ping_id = $2`,
      [accountId, pingId],
    );
  }
}
