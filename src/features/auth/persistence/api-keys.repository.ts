import { Injectable } from '@nestjs/common';
import { IsNull, LessThan } from 'typeorm';
import { Database } from '../../../platform/database';
import { type Actor } from '../actor';
import { type ApiKey } from '../api-key';
import { ApiKeyEntity } from './api-key.entity';
import { toApiKey } from './api-key.mapper';

/** A key with the SHA-256 of its secret, for comparing. */
export interface HashedKey {
  key: ApiKey;
  hash: Buffer;
}

export interface KeyPage {
  limit: number;
  /** Only keys with a lower id; null for the newest. */
  before: string | null;
}

/** Live keys are those that are not revoked; a revoked one is kept for the record and never found again. */
@Injectable()
export class ApiKeysRepository {
  constructor(private readonly database: Database) {}

  async insert(key: ApiKey, hash: Buffer): Promise<void> {
    await this.entities.insert({ ...key, scopes: [...key.scopes], hash, revokedAt: null });
  }

  /** Every request asks this, so it is plain SQL. */
  async findLiveByHashes(hashes: Buffer[]): Promise<HashedKey[]> {
    const rows = await this.database.query<ApiKey & { hash: Buffer }>(
      `SELECT id, account_id AS "accountId", buyer_id AS "buyerId", name, scopes, prefix, hash,
         last_four AS "lastFour", rate_limit_per_minute AS "rateLimitPerMinute", expires_at AS "expiresAt",
         created_at AS "createdAt"
       FROM api_keys WHERE hash = ANY($1) AND revoked_at IS NULL`,
      [hashes],
    );
    return rows.map(({ hash, ...key }) => ({ key, hash }));
  }

  async findLive(actor: Actor, id: string): Promise<ApiKey | null> {
    const row = await this.entities.findOneBy({ ...livingOf(actor), id });
    return row && toApiKey(row);
  }

  /** Newest first, one more than `limit` when there is a next page. */
  async list(actor: Actor, { limit, before }: KeyPage): Promise<ApiKey[]> {
    const rows = await this.entities.find({
      where: { ...livingOf(actor), ...(before !== null && { id: LessThan(before) }) },
      order: { id: 'DESC' },
      take: limit + 1,
    });
    return rows.map(toApiKey);
  }

  /** Whether the account has another key that can manage all its keys at this moment. */
  async hasOtherManager({ accountId, id }: ApiKey, now: Date): Promise<boolean> {
    const rows = await this.database.query(
      `SELECT 1 FROM api_keys
       WHERE account_id = $1 AND id <> $2 AND buyer_id IS NULL AND scopes && ARRAY['*', 'keys:manage']
         AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $3)
       LIMIT 1`,
      [accountId, id, now],
    );
    return rows.length > 0;
  }

  async markRevoked(id: string, at: Date): Promise<void> {
    await this.entities.update({ id }, { revokedAt: at });
  }

  async markRevokedOfBuyer(buyer: { accountId: string; buyerId: string }, at: Date): Promise<void> {
    await this.entities.update({ ...buyer, revokedAt: IsNull() }, { revokedAt: at });
  }

  /** Whether the account has this buyer; if so, nobody can delete it until the transaction ends. */
  async holdBuyer(accountId: string, buyerId: string): Promise<boolean> {
    const rows = await this.database.query(
      'SELECT 1 FROM buyers WHERE account_id = $1 AND id = $2 FOR KEY SHARE',
      [accountId, buyerId],
    );
    return rows.length > 0;
  }

  private get entities() {
    return this.database.repository(ApiKeyEntity);
  }
}

function livingOf({ accountId, buyerId }: Actor) {
  return { accountId, revokedAt: IsNull(), ...(buyerId !== null && { buyerId }) };
}
