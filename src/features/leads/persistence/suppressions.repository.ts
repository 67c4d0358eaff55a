import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database';
import { type Suppression } from '../suppression';

const COLUMNS = 'id, account_id AS "accountId", phone, reason, created_at AS "createdAt"';

@Injectable()
export class SuppressionsRepository {
  constructor(private readonly database: Database) {}

  /** @returns what stands in the list for the phone number now: this one, or the one that was there */
  async insertOrFind({ id, accountId, phone, reason, createdAt }: Suppression): Promise<Suppression> {
    const [row] = await this.database.query<Suppression>(
      `INSERT INTO suppressions (id, account_id, phone, reason, created_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (account_id, phone) DO UPDATE SET phone = excluded.phone RETURNING ${COLUMNS}`,
      [id, accountId, phone, reason, createdAt],
    );
    return row!;
  }

  /** All of one account; in one order of numbers, so that two imports wait for each other. @returns how many were new */
  async insertMissing(accountId: string, suppressions: Suppression[]): Promise<number> {
    const rows = await this.database.query(
      `INSERT INTO suppressions (id, account_id, phone, reason, created_at)
       SELECT id, $1, phone, reason, created_at
       FROM unnest($2::text[], $3::text[], $4::text[], $5::timestamptz[]) AS input (id, phone, reason, created_at)
       ORDER BY phone COLLATE "C"
       ON CONFLICT (account_id, phone) DO NOTHING RETURNING 1`,
      [
        accountId,
        suppressions.map(({ id }) => id),
        suppressions.map(({ phone }) => phone),
        suppressions.map(({ reason }) => reason),
        suppressions.map(({ createdAt }) => createdAt),
      ],
    );
    return rows.length;
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
}
