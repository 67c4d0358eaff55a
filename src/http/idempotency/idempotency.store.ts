import { Injectable } from '@nestjs/common';
import { Cipher } from '../../platform/crypto';
import { Database } from '../../platform/database';

export interface StoredAnswer {
  requestHash: Buffer;
  answer: string;
}

/**
 * Answers kept by idempotency key, in the same database and the same commits as what they answer.
 * They are sealed: some show a secret that is shown nowhere else.
 */
@Injectable()
export class IdempotencyStore {
  constructor(
    private readonly database: Database,
    private readonly cipher: Cipher,
  ) {}

  /** True when no other request with this key is running anywhere; held until the transaction ends. */
  async claim(accountId: string, key: string): Promise<boolean> {
    const [row] = await this.database.query<{ claimed: boolean }>(
      'SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS claimed',
      [rowId(accountId, key)],
    );
    return row?.claimed === true;
  }

  async find(accountId: string, key: string): Promise<StoredAnswer | null> {
    const [row] = await this.database.query<{ request_hash: Buffer; answer: Buffer }>(
      `SELECT request_hash, answer FROM idempotency_keys
       WHERE account_id = $1 AND key = $2 AND created_at > now() - interval '24 hours'`,
      [accountId, key],
    );
    return row
      ? { requestHash: row.request_hash, answer: this.cipher.decrypt(row.answer, rowId(accountId, key)) }
      : null;
  }

  async save(accountId: string, key: string, { requestHash, answer }: StoredAnswer): Promise<void> {
    await this.database.query(
      `INSERT INTO idempotency_keys (account_id, key, request_hash, answer, created_at)
       VALUES ($1, $2, $3, $4, now())
       ON CONFLICT (account_id, key) DO UPDATE
         SET request_hash = excluded.request_hash, answer = excluded.answer, created_at = excluded.created_at`,
      [accountId, key, requestHash, this.cipher.encrypt(answer, rowId(accountId, key))],
    );
  }

  /** Forgets keys older than 24 hours, at most `limit` of them. @returns how many */
  async deleteExpired(limit: number): Promise<number> {
    const rows = await this.database.query(
      `DELETE FROM idempotency_keys WHERE ctid IN (
         SELECT ctid FROM idempotency_keys WHERE created_at < now() - interval '24 hours' LIMIT $1
       ) RETURNING 1`,
      [limit],
    );
    return rows.length;
  }
}

function rowId(accountId: string, key: string): string {
  return `${accountId} ${key}`;
}
