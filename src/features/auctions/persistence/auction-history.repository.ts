import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database';

/** A ping that is just being posted is locked, and stays; so does an open one, which the sweep settles first. */
const DELETE_PINGS = `
  WITH old AS (
    SELECT id FROM pings WHERE id < $1 AND status <> 'open' ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED
  ), bids_gone AS (
    DELETE FROM bids USING old WHERE bids.ping_id = old.id
  )
  DELETE FROM pings USING old WHERE pings.id = old.id RETURNING pings.id`;

/** Deletes auctions by age, oldest first, in bounded steps. */
@Injectable()
export class AuctionHistoryRepository {
  constructor(private readonly database: Database) {}

  /** @returns how many pings went, with all bids for them */
  async deletePingsBefore(lowestId: string, limit: number): Promise<number> {
    return (await this.database.query(DELETE_PINGS, [lowestId, limit])).length;
  }
}
