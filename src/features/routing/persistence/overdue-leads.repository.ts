import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database';

/** How long a lead that was rung for is left alone. */
const RING_AGAIN_AFTER = `interval '30 seconds'`;

/** Finds leads whose step nobody took, on the database's clock and the partial index `leads_due`. */
@Injectable()
export class OverdueLeadsRepository {
  constructor(private readonly database: Database) {}

  /**
   * Takes up to `limit` leads whose step is due, the longest due first, and postpones them: other processes that
   * ask at the same time get others.
   */
  async take(limit: number): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `UPDATE leads SET step_due_at = now() + ${RING_AGAIN_AFTER}
       WHERE id IN (SELECT id FROM leads WHERE step IS NOT NULL AND step_due_at <= now()
         ORDER BY step_due_at LIMIT $1 FOR UPDATE SKIP LOCKED)
       RETURNING id`,
      [limit],
    );
    return rows.map(({ id }) => id);
  }

  /** Leads with a step to take, and those that came in longer than `graceMs` ago, each counted up to `limit`. */
  async countUpTo(limit: number, graceMs: number): Promise<{ waiting: number; overdue: number }> {
    const [row] = await this.database.query<{ waiting: number; overdue: number }>(
      `SELECT
         (SELECT count(*)::int FROM (SELECT 1 FROM leads WHERE step IS NOT NULL LIMIT $1) c) AS waiting,
         (SELECT count(*)::int FROM (SELECT 1 FROM leads WHERE step IS NOT NULL
           AND created_at <= now() - make_interval(secs => $2 / 1000.0) LIMIT $1) c) AS overdue`,
      [limit, graceMs],
    );
    return row!;
  }
}
