import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database';
import { type DueDelivery } from './delivery-state.repository';

/** What a webhook's state asks of its pending deliveries. */
export type ParkingChange = 'park' | 'release' | 'cancel' | 'release_held' | 'cancel_held';

export interface ParkingMismatch {
  webhookId: string;
  change: ParkingChange;
}

/** What waits for its time or for its webhook to be enabled; what a failed mapping holds has an index of its own. */
const IS_WAITING = `status = 'pending' AND held_version IS NULL`;

/**
 * Steps through the webhooks that have pending deliveries, one index look-up for each, and picks those
 * whose deliveries stand otherwise than the webhook. Of what is held the oldest version tells for all.
 */
const MISMATCHES = `
  WITH RECURSIVE pair AS (
    (SELECT webhook_id, is_parked FROM deliveries WHERE ${IS_WAITING} ORDER BY webhook_id, is_parked LIMIT 1)
    UNION ALL
    SELECT next.webhook_id, next.is_parked FROM pair, LATERAL (
      SELECT webhook_id, is_parked FROM deliveries
      WHERE ${IS_WAITING} AND (webhook_id, is_parked) > (pair.webhook_id, pair.is_parked)
      ORDER BY webhook_id, is_parked LIMIT 1
    ) next
  ), held AS (
    (SELECT webhook_id, held_version FROM deliveries WHERE held_version IS NOT NULL
     ORDER BY webhook_id, held_version LIMIT 1)
    UNION ALL
    SELECT next.webhook_id, next.held_version FROM held, LATERAL (
      SELECT webhook_id, held_version FROM deliveries
      WHERE held_version IS NOT NULL AND webhook_id > held.webhook_id
      ORDER BY webhook_id, held_version LIMIT 1
    ) next
  )
  SELECT pair.webhook_id AS "webhookId",
    CASE WHEN w.deleted_at IS NOT NULL THEN 'cancel' WHEN w.status = 'active' THEN 'release' ELSE 'park' END AS change
  FROM pair JOIN webhooks w ON w.id = pair.webhook_id
  WHERE w.deleted_at IS NOT NULL OR (w.status = 'active') = pair.is_parked
  UNION ALL
  SELECT held.webhook_id, CASE WHEN w.deleted_at IS NULL THEN 'release_held' ELSE 'cancel_held' END
  FROM held JOIN webhooks w ON w.id = held.webhook_id
  WHERE w.deleted_at IS NOT NULL OR held.held_version < w.content_version
  LIMIT $1`;

/** What somebody else is just writing is left for the next time, so this waits for nobody and holds nobody up. */
const some = (condition: string) => `id IN (
  SELECT id FROM deliveries WHERE webhook_id = $1 AND ${IS_WAITING} AND ${condition}
  LIMIT $2 FOR UPDATE SKIP LOCKED)`;

/** Parks, releases and cancels what waits for a webhook, a bounded number at a time; see `HoldRepository` for the rest. */
@Injectable()
export class ParkingRepository {
  constructor(private readonly database: Database) {}

  async findMismatches(limit: number): Promise<ParkingMismatch[]> {
    return this.database.query<ParkingMismatch>(MISMATCHES, [limit]);
  }

  /** @returns how many were parked */
  async park(webhookId: string, limit: number): Promise<number> {
    const rows = await this.database.query(
      `UPDATE deliveries SET is_parked = true WHERE ${some('NOT is_parked')} RETURNING id`,
      [webhookId, limit],
    );
    return rows.length;
  }

  /** @returns those released; they keep their due time */
  async release(webhookId: string, limit: number): Promise<DueDelivery[]> {
    return this.database.query<DueDelivery>(
      `UPDATE deliveries SET is_parked = false WHERE ${some('is_parked')}
       RETURNING id, attempts, next_attempt_at AS "nextAttemptAt"`,
      [webhookId, limit],
    );
  }

  /** @returns how many were cancelled */
  async cancel(webhookId: string, limit: number): Promise<number> {
    const rows = await this.database.query(
      `UPDATE deliveries SET status = 'cancelled', is_parked = false, next_attempt_at = NULL, completed_at = now()
       WHERE ${some('true')} RETURNING id`,
      [webhookId, limit],
    );
    return rows.length;
  }
}
