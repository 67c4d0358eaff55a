import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database';
import { type Bidder } from '../bidder';

const COLUMNS = `account_id AS "accountId", buyer_id AS "buyerId", url,
  sealed_secret AS "sealedSecret", created_at AS "createdAt", updated_at AS "updatedAt"`;

@Injectable()
export class BiddersRepository {
  constructor(private readonly database: Database) {}

  async find(accountId: string, buyerId: string): Promise<Bidder | null> {
    const [bidder] = await this.database.query<Bidder>(
      `SELECT ${COLUMNS} FROM bidders WHERE account_id = $1 AND buyer_id = $2`,
      [accountId, buyerId],
    );
    return bidder ?? null;
  }

  list(accountId: string): Promise<Bidder[]> {
    return this.database.query<Bidder>(`SELECT ${COLUMNS} FROM bidders WHERE account_id = $1`, [accountId]);
  }

  /** Until the transaction ends nobody else adds a bidder to the account. */
  async lockAccount(accountId: string): Promise<void> {
    await this.database.query('SELECT 1 FROM accounts WHERE id = $1 FOR NO KEY UPDATE', [accountId]);
  }

  async count(accountId: string): Promise<number> {
    const [row] = await this.database.query<{ bidders: number }>(
      'SELECT count(*)::integer AS bidders FROM bidders WHERE account_id = $1',
      [accountId],
    );
    return row!.bidders;
  }

  async save({ accountId, buyerId, url, sealedSecret, createdAt, updatedAt }: Bidder): Promise<void> {
    await this.database.query(
      `INSERT INTO bidders (account_id, buyer_id, url, sealed_secret, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (account_id, buyer_id) DO UPDATE
         SET url = excluded.url, sealed_secret = excluded.sealed_secret, updated_at = excluded.updated_at`,
      [accountId, buyerId, url, sealedSecret, createdAt, updatedAt],
    );
  }

  /** @returns false when there was none */
  async delete(accountId: string, buyerId: string): Promise<boolean> {
    const rows = await this.database.query(
      'DELETE FROM bidders WHERE account_id = $1 AND buyer_id = $2 RETURNING 1',
      [accountId, buyerId],
    );
    return rows.length > 0;
  }
}
