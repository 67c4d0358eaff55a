import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database';
import { type DueDelivery } from './delivery-state.repository';

/** A delivery whose request could not be made. */
export interface Hold {
  deliveryId: string;
  /** Attempts it had when that was found out. */
  attempts: number;
  /** The version of the webhook's content that failed. */
  version: number;
  /** A plain sentence for the customer. */
  reason: string;
}

/** What was held, and what becomes of it: parked still, when its webhook is disabled. */
export type Unheld = DueDelivery & { accountId: string; isParked: boolean };

/**
 * Parks deliveries whose request cannot be made until the content of their webhook changes. What somebody else is
 * just writing is left for the next time, as in `ParkingRepository`.
 */
@Injectable()
export class HoldRepository {
  constructor(private readonly database: Database) {}

  /**
   * No attempt is counted. Which are pending is told by `completed_at`: by `status`, a young table without statistics
   * would be read through its index of all that is pending.
   *
   * @param holds at most one per delivery
   * @returns ids of those held; the others have moved on meanwhile
   */
  async hold(holds: Hold[]): Promise<Set<string>> {
    const rows = await this.database.query<{ id: string }>(
      `UPDATE deliveries d SET is_parked = true, held_version = given.version, held_reason = given.reason
       FROM unnest($1::text[], $2::int[], $3::int[], $4::text[]) AS given (id, attempts, version, reason)
       WHERE d.id = given.id AND d.attempts = given.attempts AND d.completed_at IS NULL AND NOT d.is_parked
         AND NOT EXISTS (SELECT FROM delivery_requests r WHERE r.delivery_id = d.id)
       RETURNING d.id`,
      [
        holds.map(({ deliveryId }) => deliveryId),
        holds.map(({ attempts }) => attempts),
        holds.map(({ version }) => version),
        holds.map(({ reason }) => reason),
      ],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** @returns those that an older content had held; they keep their due time */
  async release(webhookId: string, limit: number): Promise<Unheld[]> {
    return this.database.query<Unheld>(
      `UPDATE deliveries d SET held_version = NULL, held_reason = NULL, is_parked = (w.status = 'disabled')
       FROM webhooks w
       WHERE w.id = d.webhook_id AND d.id IN (
         SELECT id FROM deliveries
         WHERE webhook_id = $1 AND held_version < (SELECT content_version FROM webhooks WHERE id = $1)
         LIMIT $2 FOR UPDATE SKIP LOCKED)
       RETURNING d.id, d.attempts, d.next_attempt_at AS "nextAttemptAt", d.is_parked AS "isParked",
         d.account_id AS "accountId"`,
      [webhookId, limit],
    );
  }

  /** @returns how many were cancelled */
  async cancel(webhookId: string, limit: number): Promise<number> {
    const rows = await this.database.query(
      `UPDATE deliveries SET status = 'cancelled', is_parked = false, held_version = NULL, held_reason = NULL,
         next_attempt_at = NULL, completed_at = now()
       WHERE id IN (
         SELECT id FROM deliveries WHERE webhook_id = $1 AND held_version IS NOT NULL
         LIMIT $2 FOR UPDATE SKIP LOCKED)
       RETURNING id`,
      [webhookId, limit],
    );
    return rows.length;
  }
}
