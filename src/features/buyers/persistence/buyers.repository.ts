import { Injectable } from '@nestjs/common';
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

export interface BuyerPage {
  limit: number;
  /** Only buyers after this place; null for the newest. */
  after: BuyerPosition | null;
}

@Injectable()
export class BuyersRepository {
  constructor(private readonly database: Database) {}

  /** @returns false when the account has a buyer with this id already */
  async insert({ accountId, id, name, metadata, createdAt }: Buyer): Promise<boolean> {
    const rows = await this.database.query(
      `INSERT INTO buyers (account_id, id, name, metadata, created_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT DO NOTHING RETURNING 1`,
      [accountId, id, name, JSON.stringify(metadata), createdAt],
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
  async update({ accountId, id }: BuyerRef, changes: Partial<Pick<Buyer, 'name' | 'metadata'>>) {
    const { name = null, metadata = null } = changes;
    const [changed] = await this.database.query<Buyer>(
      `WITH changed AS (
         UPDATE buyers SET name = coalesce($3, name), metadata = coalesce($4::json, metadata)
         WHERE account_id = $1 AND id = $2 RETURNING *
       )
       SELECT account_id AS "accountId", id, name, metadata, created_at AS "createdAt" FROM changed`,
      [accountId, id, name, metadata && JSON.stringify(metadata)],
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

  async delete({ accountId, id }: BuyerRef): Promise<void> {
    await this.entities.delete({ accountId, id });
  }

  private get entities() {
    return this.database.repository(BuyerEntity);
  }
}
