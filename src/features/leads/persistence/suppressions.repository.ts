import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database';
import { type Suppression } from '../suppression';
import { suppressionLockKey } from './suppression-lock';

const COLUMNS = 'id, account_id AS "accountId", phone, reason, created_at AS "createdAt"';

@Injectable()
export class SuppressionsRepository {
  constructor(private readonly database: Database) {}

  /** @returns what stands in the list for the phone number now: this one, or the one that was there */
  insertOrFind({ id, accountId, phone, reason, createdAt }: Suppression): Promise<Suppression> {
    return this.database.transaction(async () => {
      await this.lock(accountId, [phone]);
      const [row] = await this.database.query<Suppression>(
        `INSERT INTO suppressions (id, account_id, phone, reason, created_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (account_id, phone) DO UPDATE SET phone = excluded.phone RETURNING ${COLUMNS}`,
        [id, accountId, phone, reason, createdAt],
      );
      return row!;
    });
  }

  /** All of one account; in one order of numbers, so that two imports wait for each other. @returns how many were new */
  insertMissing(accountId: string, suppressions: Suppression[]): Promise<number> {
    const phones = suppressions.map(({ phone }) => phone);
    return this.database.transaction(async () => {
      await this.lock(accountId, phones);
      const rows = await this.database.query(
        `INSERT INTO suppressions (id, account_id, phone, reason, created_at)
         SELECT id, $1, phone, reason, created_at
         FROM unnest($2::text[], $3::text[], $4::text[], $5::timestamptz[]) AS input (id, phone, reason, created_at)
         ORDER BY phone COLLATE "C"
         ON CONFLICT (account_id, phone) DO NOTHING RETURNING 1`,
        [
          accountId,
          suppressions.map(({ id }) => id),
          phones,
          suppressions.map(({ reason }) => reason),
          suppressions.map(({ createdAt }) => createdAt),
        ],
      );
      return rows.length;
    });
  }

  /** Newest first, up to `limit` of them. */
  async list(
    accountId: string,
    phone: string | null,
    { before, limit }: { before: string | null; limit: number },
  ): Promise<Suppression[]> {
    return this.database.query<Suppression>(
      `SELECT ${COLUMNS} FROM suppressions
       WHERE account_id = $1 AND ($2::text IS NULL OR phone = $2) AND ($3::text IS NULL OR id < $3)
       ORDER BY id DESC LIMIT $4`,
      [accountId, phone, before, limit],
    );
  }

  /** @param named its id or its phone number. @returns the id of what was deleted, null when there was none */
  async delete(accountId: string, named: { id: string } | { phone: string }): Promise<string | null> {
    const [column, value] = 'id' in named ? ['id', named.id] : ['phone', named.phone];
    const [row] = await this.database.query<{ id: string }>(
      `DELETE FROM suppressions WHERE account_id = $1 AND ${column} = $2 RETURNING id`,
      [accountId, value],
    );
    return row?.id ?? null;
  }

  /** Waits for leads with these numbers that are being given to buyers, and keeps others until the transaction ends. */
  private async lock(accountId: string, phones: string[]): Promise<void> {
    await this.database.query(
      `SELECT pg_advisory_xact_lock(key) FROM (
         SELECT DISTINCT ${suppressionLockKey('$1::text', 'phone')} AS key FROM unnest($2::text[]) AS phone ORDER BY key) k`,
      [accountId, phones],
    );
  }
}
