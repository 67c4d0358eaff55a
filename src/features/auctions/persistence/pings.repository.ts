import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database';
import { type Ping, type PingStatus } from '../ping';

/** What makes a repeated request known: the caller's key, and a hash of the request it came with. */
export interface IdempotencyClaim {
  key: string;
  requestHash: Buffer;
}

export interface PingList {
  accountId: string;
  status: PingStatus | undefined;
  /** Only ids below it. */
  before: string | null;
  limit: number;
}

const COLUMNS = `id, account_id AS "accountId", status, source, state, attributes, floor_price::float8 AS "floorPrice",
  currency, closes_at AS "closesAt", winner_buyer_id AS "winnerBuyerId", price::float8 AS price,
  post_expires_at AS "postExpiresAt", lead_id AS "leadId", created_at AS "createdAt", closed_at AS "closedAt"`;

/** Beyond every id in text order, where a page begins that follows none. */
const ABOVE_ALL_IDS = 'ping_~';

/** A key may be used anew after this time. */
const KEY_LASTS = `interval '24 hours'`;

@Injectable()
export class PingsRepository {
  constructor(private readonly database: Database) {}

  /** @returns false when the account has used the key in the last 24 hours */
  async insert(ping: Ping, claim: IdempotencyClaim | null): Promise<boolean> {
    if (claim) await this.releaseOldKey(ping.accountId, claim.key);
    const rows = await this.database.query(
      `INSERT INTO pings (id, account_id, status, source, state, attributes, floor_price, currency, closes_at,
         idempotency_key, request_hash, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
       ON CONFLICT (account_id, idempotency_key) DO NOTHING RETURNING 1`,
      [
        ping.id,
        ping.accountId,
        ping.status,
        ping.source,
        ping.state,
        JSON.stringify(ping.attributes),
        ping.floorPrice,
        ping.currency,
        ping.closesAt,
        claim?.key ?? null,
        claim?.requestHash ?? null,
        ping.createdAt,
      ],
    );
    return rows.length > 0;
  }

  async findByKey(accountId: string, key: string): Promise<{ ping: Ping; requestHash: Buffer } | null> {
    const [row] = await this.database.query<Ping & { requestHash: Buffer }>(
      `SELECT ${COLUMNS}, request_hash AS "requestHash" FROM pings
       WHERE account_id = $1 AND idempotency_key = $2`,
      [accountId, key],
    );
    if (!row) return null;
    const { requestHash, ...ping } = row;
    return { ping, requestHash };
  }

  async find(accountId: string, id: string): Promise<Ping | null> {
    const [ping] = await this.database.query<Ping>(
      `SELECT ${COLUMNS} FROM pings WHERE account_id = $1 AND id = $2`,
      [accountId, id],
    );
    return ping ?? null;
  }

  /** Newest first. */
  list({ accountId, status, before, limit }: PingList): Promise<Ping[]> {
    const parameters: unknown[] = [accountId, before ?? ABOVE_ALL_IDS, limit];
    if (status !== undefined) parameters.push(status);
    return this.database.query<Ping>(
      `SELECT ${COLUMNS} FROM pings
       WHERE account_id = $1 AND id < $2 ${status === undefined ? '' : 'AND status = $4'}
       ORDER BY id DESC LIMIT $3`,
      parameters,
    );
  }

  /** Until the transaction ends nobody else settles or posts it. @returns null when it is not in this state */
  async lock(id: string, status: PingStatus): Promise<Ping | null> {
    const [ping] = await this.database.query<Ping>(
      `SELECT ${COLUMNS} FROM pings WHERE id = $1 AND status = $2 FOR UPDATE`,
      [id, status],
    );
    return ping ?? null;
  }

  /** Writes what an auction or a post changes. */
  async update({ id, status, winnerBuyerId, price, postExpiresAt, leadId, closedAt }: Ping): Promise<void> {
    await this.database.query(
      `UPDATE pings SET status = $2, winner_buyer_id = $3, price = $4, post_expires_at = $5, lead_id = $6,
         closed_at = $7
       WHERE id = $1`,
      [id, status, winnerBuyerId, price, postExpiresAt, leadId, closedAt],
    );
  }

  /** Remembers an event that tells of the ping. */
  async addEvent(id: string, eventId: string): Promise<void> {
    await this.database.query('UPDATE pings SET event_ids = event_ids || $2::text WHERE id = $1', [
      id,
      eventId,
    ]);
  }

  /** What was told of the ping tells of its lead from now on. */
  async passEventsTo(id: string, leadId: string): Promise<void> {
    await this.database.query(
      `INSERT INTO lead_events (lead_id, event_id) SELECT $2, unnest(event_ids) FROM pings WHERE id = $1`,
      [id, leadId],
    );
  }

  /**
   * Auctions that should have been settled this long ago by the database's clock, the oldest first. Their hosts' clocks
   * count for nothing but how long an auction takes.
   */
  async listOverdueIds(graceSeconds: number, limit: number): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `SELECT id FROM pings
       WHERE status = 'open' AND opened_at < now() - make_interval(secs => $1) - (closes_at - created_at)
       ORDER BY opened_at LIMIT $2`,
      [graceSeconds, limit],
    );
    return rows.map(({ id }) => id);
  }

  private async releaseOldKey(accountId: string, key: string): Promise<void> {
    await this.database.query(
      `UPDATE pings SET idempotency_key = NULL, request_hash = NULL
       WHERE account_id = $1 AND idempotency_key = $2 AND created_at < now() - ${KEY_LASTS}`,
      [accountId, key],
    );
  }
}
