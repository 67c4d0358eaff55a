import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database';
import { type DueDelivery } from './delivery-state.repository';

/** A place in the order of due times; ids part what is due at the same moment. */
export interface DuePosition {
  /** PostgreSQL's own text of the time, to the microsecond. */
  at: string;
  id: string;
}

export type DueRow = DueDelivery & { position: DuePosition };

const COLUMNS = `id, attempts, next_attempt_at AS "nextAttemptAt",
  json_build_object('at', next_attempt_at::text, 'id', id) AS position`;
const IS_DUE = `status = 'pending' AND NOT is_parked`;

/** Finds pending work by due time, on the database's clock and the partial index `deliveries_due`. */
@Injectable()
export class DueRepository {
  constructor(private readonly database: Database) {}

  /** The database's time `ms` from now (before, when below zero), as the end of a stretch of due times. */
  async positionAt(ms: number): Promise<DuePosition> {
    const [row] = await this.database.query<{ at: string }>(
      `SELECT (now() + make_interval(secs => $1 / 1000.0))::text AS at`,
      [ms],
    );
    return { at: row!.at, id: '' };
  }

  /** What is or becomes due from just after `after` up to `until`, in order of due time. */
  async listDue(after: DuePosition | null, until: DuePosition, limit: number): Promise<DueRow[]> {
    return this.database.query<DueRow>(
      `SELECT ${COLUMNS} FROM deliveries
       WHERE ${IS_DUE} AND next_attempt_at <= $1::timestamptz
         AND ($2::timestamptz IS NULL OR (next_attempt_at, id) > ($2::timestamptz, $3))
       ORDER BY next_attempt_at, id LIMIT $4`,
      [until.at, after?.at ?? null, after?.id ?? null, limit],
    );
  }

  /** Counts for metrics, each up to `limit`, so that a scrape stays cheap whatever has piled up. */
  async countUpTo(limit: number, graceMs: number): Promise<{ due: number; overdue: number; held: number }> {
    const count = (graceParameter: string) =>
      `(SELECT count(*)::int FROM (SELECT 1 FROM deliveries
        WHERE ${IS_DUE} AND next_attempt_at <= now() - make_interval(secs => ${graceParameter} / 1000.0) LIMIT $1) c)`;
    const [row] = await this.database.query<{ due: number; overdue: number; held: number }>(
      `SELECT ${count('0')} AS due, ${count('$2')} AS overdue, (SELECT count(*)::int FROM
         (SELECT 1 FROM deliveries WHERE held_version IS NOT NULL LIMIT $1) c) AS held`,
      [limit, graceMs],
    );
    return row!;
  }
}
