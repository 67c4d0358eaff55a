import { Injectable } from '@nestjs/common';
import { type AttemptTrigger } from '../../../core/delivery';
import { Database } from '../../../platform/database';

export interface DueDelivery {
  id: string;
  attempts: number;
  nextAttemptAt: Date;
}

/** Where deliveries stand: reading it for attempts and moving it by hand. */
@Injectable()
export class DeliveryStateRepository {
  constructor(private readonly database: Database) {}

  /** @returns false when the delivery was not pending */
  async cancel(id: string): Promise<boolean> {
    const rows = await this.database.query(
      `UPDATE deliveries SET status = 'cancelled', is_parked = false, held_version = NULL, held_reason = NULL,
         next_attempt_at = NULL, completed_at = now()
       WHERE id = $1 AND status = 'pending' RETURNING id`,
      [id],
    );
    return rows.length > 0;
  }

  /**
   * Begins a new round: a fresh first attempt now, then the full schedule. What a failed mapping holds is tried anew.
   * @returns the deliveries restarted; those of deleted webhooks are left as they are, those of disabled ones park
   */
  async restart(ids: string[], trigger: AttemptTrigger): Promise<(DueDelivery & { isParked: boolean })[]> {
    return this.database.query(
      `UPDATE deliveries d SET status = 'pending', is_parked = (w.status = 'disabled'), round = d.round + 1,
         round_start = d.attempts, next_trigger = $2, next_attempt_at = date_trunc('milliseconds', now()),
         completed_at = NULL, held_version = NULL, held_reason = NULL
       FROM webhooks w
       WHERE d.id = ANY($1) AND w.id = d.webhook_id AND w.deleted_at IS NULL
       RETURNING d.id, d.attempts, d.next_attempt_at AS "nextAttemptAt", d.is_parked AS "isParked"`,
      [ids, trigger],
    );
  }
}
