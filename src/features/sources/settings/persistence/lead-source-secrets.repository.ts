import { Injectable } from '@nestjs/common';
import { Database } from '../../../../platform/database';

/** Whose secrets, and of which door. */
export interface SecretsRef {
  readonly accountId: string;
  readonly source: 'streamsynq' | 'crm';
}

export interface StoredSourceSecret {
  readonly id: string;
  /** Encrypted with the id as associated data. */
  readonly sealed: Buffer;
  /** Null for the current secret. */
  readonly expiresAt: Date | null;
}

export interface NewSourceSecret extends SecretsRef {
  readonly id: string;
  readonly sealed: Buffer;
  /** SHA-256 of the secret. */
  readonly hash: Buffer;
  readonly createdAt: Date;
}

@Injectable()
export class LeadSourceSecretsRepository {
  constructor(private readonly database: Database) {}

  /** Until the transaction ends nobody else changes these secrets; there may be no row yet to lock. */
  async lock({ accountId, source }: SecretsRef): Promise<void> {
    await this.database.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `lead_source_secrets ${source} ${accountId}`,
    ]);
  }

  /** What is live at this time: the current secret first, then the older ones, newest first. */
  listLive({ accountId, source }: SecretsRef, now: Date): Promise<StoredSourceSecret[]> {
    return this.database.query<StoredSourceSecret>(
      `SELECT id, sealed, expires_at AS "expiresAt" FROM lead_source_secrets
       WHERE account_id = $1 AND source = $2 AND (expires_at IS NULL OR expires_at > $3)
       ORDER BY (expires_at IS NULL) DESC, id DESC`,
      [accountId, source, now],
    );
  }

  /** @returns false when another account has this secret already at a door where that cannot be */
  async insert(secret: NewSourceSecret): Promise<boolean> {
    const { id, accountId, source, sealed, hash, createdAt } = secret;
    const rows = await this.database.query(
      `INSERT INTO lead_source_secrets (id, account_id, source, sealed, hash, created_at)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING id`,
      [id, accountId, source, sealed, hash, createdAt],
    );
    return rows.length === 1;
  }

  /** Gives the current secret an end, and removes what has ended. */
  async retire({ accountId, source }: SecretsRef, { now, end }: { now: Date; end: Date }): Promise<void> {
    await this.database.query(
      `UPDATE lead_source_secrets SET expires_at = $3
       WHERE account_id = $1 AND source = $2 AND expires_at IS NULL`,
      [accountId, source, end],
    );
    await this.database.query(
      'DELETE FROM lead_source_secrets WHERE account_id = $1 AND source = $2 AND expires_at <= $3',
      [accountId, source, now],
    );
  }

  async deleteAll({ accountId, source }: SecretsRef): Promise<void> {
    await this.database.query('DELETE FROM lead_source_secrets WHERE account_id = $1 AND source = $2', [
      accountId,
      source,
    ]);
  }

  /** The account that has one of these secrets for its CRM. @param hashes SHA-256, the preferred one first */
  async findCrmAccount(hashes: Buffer[]): Promise<string | null> {
    const [row] = await this.database.query<{ accountId: string }>(
      `SELECT account_id AS "accountId" FROM lead_source_secrets
       WHERE source = 'crm' AND hash = ANY($1::bytea[])
       ORDER BY array_position($1::bytea[], hash) LIMIT 1`,
      [hashes],
    );
    return row?.accountId ?? null;
  }

  /** Whether any account has a secret for its CRM. */
  async hasCrmSecret(): Promise<boolean> {
    const [row] = await this.database.query<{ exists: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM lead_source_secrets WHERE source = 'crm')`,
    );
    return row!.exists;
  }
}
