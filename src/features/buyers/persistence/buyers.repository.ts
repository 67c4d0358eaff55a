import { Injectable } from '@nestjs/common';
import { type Targeting } from '../../../core/leads';
import { Database } from '../../../platform/database';
import { type Actor } from '../../auth';
import { type Buyer } from '../buyer';
import { type BuyerPosition } from '../buyer-position';
import { BuyerEntity } from './buyer.entity';

/** Names one buyer: ids are unique within an account only. */
export interface BuyerRef {
  accountId: string;
  id: string;
}

/** A buyer that takes part in the distribution of leads. */
export interface TargetedBuyer {
  id: string;
  targeting: Targeting;
}

/** The same with the leads it got on the days around now, by the dates of its own calendar; a capless buyer has none. */
export interface CountedBuyer extends TargetedBuyer {
  leadsByDay: Readonly<Record<string, number>>;
}

/** What is undefined stays as it is. */
export interface BuyerPatch {
  name?: string | undefined;
  metadata?: Readonly<Record<string, string>> | undefined;
  targeting?: Targeting | null | undefined;
}

export interface BuyerPage {
  limit: number;
  /** Only buyers after this place; null for the newest. */
  after: BuyerPosition | null;
}

@Injectable()
export class BuyersRepository {
  constructor(private readonly database: Database) {}

  /** @returns false when the account has a buyer with this id already */
  async insert({ accountId, id, name, metadata, targeting, createdAt }: Buyer): Promise<boolean> {
    const rows = await this.database.query(
      `INSERT INTO buyers (account_id, id, name, metadata, targeting, created_at)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING 1`,
      [accountId, id, name, JSON.stringify(metadata), targeting && JSON.stringify(targeting), createdAt],
    );
    return rows.length > 0;
  }

  find({ accountId, id }: BuyerRef): Promise<Buyer | null> {
    return this.entities.findOneBy({ accountId, id });
  }

  /** Those of the buyers that exist. */
  findRefs(refs: BuyerRef[]): Promise<BuyerRef[]> {
    return this.database.query<BuyerRef>(
      `SELECT account_id AS "accountId", id FROM buyers
       WHERE (account_id, id) IN (SELECT * FROM unnest($1::text[], $2::text[]))`,
      [refs.map(({ accountId }) => accountId), refs.map(({ id }) => id)],
    );
  }

  listTargeted(accountId: string): Promise<TargetedBuyer[]> {
    return this.database.query<TargetedBuyer>(
      'SELECT id, targeting FROM buyers WHERE account_id = $1 AND targeting IS NOT NULL ORDER BY id',
      [accountId],
    );
  }

  /**
   * The same with what was counted for those that have a daily cap: yesterday, today and tomorrow by UTC, for
   * everywhere on earth it is one of these days.
   *
   * @param today `YYYY-MM-DD` by UTC
   */
  listCounted(accountId: string, today: string): Promise<CountedBuyer[]> {
    return this.database.query<CountedBuyer>(
      `SELECT id, targeting, coalesce((SELECT json_object_agg(day, leads) FROM buyer_days
           WHERE buyer_days.account_id = buyers.account_id AND buyer_days.buyer_id = buyers.id
             AND day BETWEEN $2::date - 1 AND $2::date + 1
             AND targeting->'daily_cap' IS NOT NULL), '{}') AS "leadsByDay"
       FROM buyers WHERE account_id = $1 AND targeting IS NOT NULL ORDER BY id`,
      [accountId, today],
    );
  }

  /** Whether the buyer takes part in the distribution of leads, or fewer than `limit` of the account do. */
  async mayBeTargeted({ accountId, id }: BuyerRef, limit: number): Promise<boolean> {
    const [row] = await this.database.query<{ isFree: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM buyers WHERE account_id = $1 AND id = $2 AND targeting IS NOT NULL)
         OR (SELECT count(*) FROM (SELECT 1 FROM buyers WHERE account_id = $1 AND targeting IS NOT NULL LIMIT $3) c)
           < $3 AS "isFree"`,
      [accountId, id, limit],
    );
    return row!.isFree;
  }

  /** Newest first, one more than `limit` when there is a next page. */
  list({ accountId, buyerId }: Actor, { limit, after }: BuyerPage): Promise<Buyer[]> {
    const query = this.entities
      .createQueryBuilder('buyer')
      .where('buyer.accountId = :accountId', { accountId })
      .orderBy({ 'buyer.createdAt': 'DESC', 'buyer.id': 'DESC' })
      .limit(limit + 1);
    if (buyerId !== null) query.andWhere('buyer.id = :buyerId', { buyerId });
    if (after) query.andWhere('(buyer.createdAt, buyer.id) < (:createdAt, :id)', { ...after });
    return query.getMany();
  }

  /** @returns the buyer as it is now, null when there is none */
  async update({ accountId, id }: BuyerRef, changes: BuyerPatch): Promise<Buyer | null> {
    const { name = null, metadata = null, targeting } = changes;
    const [changed] = await this.database.query<Buyer>(
      `WITH changed AS (
         UPDATE buyers SET name = coalesce($3, name), metadata = coalesce($4::json, metadata),
           targeting = CASE WHEN $5 THEN $6::json ELSE targeting END
         WHERE account_id = $1 AND id = $2 RETURNING *
       )
       SELECT account_id AS "accountId", id, name, metadata, targeting, created_at AS "createdAt" FROM changed`,
      [
        accountId,
        id,
        name,
        metadata && JSON.stringify(metadata),
        targeting !== undefined,
        targeting && JSON.stringify(targeting),
      ],
    );
    return changed ?? null;
  }

  /** Until the transaction ends nobody can delete the buyer. @returns false when there is no such buyer */
  async hold({ accountId, id }: BuyerRef): Promise<boolean> {
    const rows = await this.database.query(
      'SELECT 1 FROM buyers WHERE account_id = $1 AND id = $2 FOR KEY SHARE',
      [accountId, id],
    );
    return rows.length > 0;
  }

  /** Until the transaction ends nobody else can change the buyer or make a key for it. */
  async lock({ accountId, id }: BuyerRef): Promise<boolean> {
    const rows = await this.database.query(
      'SELECT 1 FROM buyers WHERE account_id = $1 AND id = $2 FOR UPDATE',
      [accountId, id],
    );
    return rows.length > 0;
  }

  /** With what was counted for it: who takes the same id later begins anew. */
  async delete({ accountId, id }: BuyerRef): Promise<void> {
    await this.database.query('DELETE FROM buyer_days WHERE account_id = $1 AND buyer_id = $2', [
      accountId,
      id,
    ]);
    await this.entities.delete({ accountId, id });
  }

  private get entities() {
    return this.database.repository(BuyerEntity);
  }
}
