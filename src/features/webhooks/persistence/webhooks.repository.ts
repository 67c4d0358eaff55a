import { Injectable } from '@nestjs/common';
import { ArrayOverlap, type FindOptionsWhere, IsNull, LessThan } from 'typeorm';
import { patternsMatching } from '../../../core/event-types';
import { Database } from '../../../platform/database';
import { type Webhook, type WebhookFilter } from '../webhook';
import { WebhookEntity } from './webhook.entity';
import { toEntity, toWebhook } from './webhook.mapper';

export interface WebhookListing extends WebhookFilter {
  accountId: string;
  /** Only ids below it; null for the first page. */
  before: string | null;
  limit: number;
}

/** Webhooks that are not deleted; a deleted one is left to the delivery log. */
@Injectable()
export class WebhooksRepository {
  constructor(private readonly database: Database) {}

  async find(accountId: string, id: string): Promise<Webhook | null> {
    const entity = await this.rows.findOneBy({ accountId, id, deletedAt: IsNull() });
    return entity && toWebhook(entity);
  }

  async list({
    accountId,
    buyerId,
    status,
    format,
    event,
    before,
    limit,
  }: WebhookListing): Promise<Webhook[]> {
    const where: FindOptionsWhere<WebhookEntity> = {
      accountId,
      deletedAt: IsNull(),
      ...(buyerId !== undefined && { buyerId }),
      ...(status !== undefined && { status }),
      ...(format !== undefined && { format }),
      ...(event !== undefined && { events: ArrayOverlap(patternsMatching(event)) }),
      ...(before !== null && { id: LessThan(before) }),
    };
    const entities = await this.rows.find({ where, order: { id: 'DESC' }, take: limit });
    return entities.map(toWebhook);
  }

  async insert(webhook: Webhook): Promise<void> {
    await this.rows.insert(toEntity(webhook));
  }

  /** Until the transaction ends nobody else changes it. */
  async lock(id: string): Promise<Webhook | null> {
    const entity = await this.rows.findOne({
      where: { id, deletedAt: IsNull() },
      lock: { mode: 'pessimistic_write' },
    });
    return entity && toWebhook(entity);
  }

  async lockAllOfBuyer(accountId: string, buyerId: string): Promise<Webhook[]> {
    const entities = await this.rows.find({
      where: { accountId, buyerId, deletedAt: IsNull() },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    return entities.map(toWebhook);
  }

  async update({ id, ...webhook }: Webhook): Promise<void> {
    const { id: _id, ...columns } = toEntity({ id, ...webhook });
    await this.rows.update({ id }, columns);
  }

  /** What the filters of the account cost together; until the transaction ends nobody else asks. */
  async sumFilterCost(accountId: string): Promise<number> {
    await this.database.query(`SELECT pg_advisory_xact_lock(hashtextextended('filters ' || $1, 0))`, [
      accountId,
    ]);
    const [row] = await this.database.query<{ cost: number }>(
      `SELECT coalesce(sum(filter_cost), 0)::float8 AS cost FROM webhooks
       WHERE account_id = $1 AND filter_path IS NOT NULL AND deleted_at IS NULL`,
      [accountId],
    );
    return row!.cost;
  }

  /** Secrets, custom headers and mappings, which often carry one, are removed; the rest stays for the delivery log. */
  async markDeleted(ids: string[], at: Date): Promise<void> {
    await this.database.query(
      `WITH removed AS (DELETE FROM webhook_secrets WHERE webhook_id = ANY($1))
       UPDATE webhooks SET deleted_at = $2, updated_at = $2, headers = '{}',
         mapping = NULL, header_mapping = NULL, url_mapping = NULL
       WHERE id = ANY($1)`,
      [ids, at],
    );
  }

  private get rows() {
    return this.database.repository(WebhookEntity);
  }
}
