import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database';
import { type Actor } from '../../auth';
import { type DeliveryFilter } from '../delivery-filter';
import { stretchOf, toConditions } from './delivery-conditions';

/** What was found in a stretch of ids, oldest first. */
export interface DeliverySlice {
  ids: string[];
  /** Everything up to here has been looked at; null when there was nothing. */
  position: string | null;
  isLast: boolean;
}

interface Look {
  end: string | null;
  isFull: boolean;
}

const ROWS_PER_SLICE = 2_000;
const ROWS_PER_COUNT = 50_000;

/** Goes through any number of deliveries from old to new, a bounded number of rows at a time. */
@Injectable()
export class DeliveryScanRepository {
  constructor(private readonly database: Database) {}

  /** Looks through the next stretch of ids above `after`, for at most `limit` matches. */
  async findSlice(
    actor: Actor,
    filter: DeliveryFilter,
    { after, limit }: { after: string | null; limit: number },
  ): Promise<DeliverySlice> {
    const conditions = toConditions(actor, filter, { after });
    const [slice] = await this.database.query<Look & { ids: string[] }>(
      `WITH looked AS MATERIALIZED (
         SELECT id, ${conditions.residual ?? 'true'} AS is_match FROM ${stretchOf(conditions, 'ASC', ROWS_PER_SLICE)}
       )
       SELECT ARRAY(SELECT id FROM looked WHERE is_match ORDER BY id LIMIT ${limit}) AS ids,
         max(id) AS end, count(*) = ${ROWS_PER_SLICE} AS "isFull"
       FROM looked`,
      conditions.parameters,
    );
    const { ids, end, isFull } = slice!;
    // As many matches as one may take: more can follow in the same stretch.
    const isCut = ids.length === limit;
    return { ids, position: isCut ? ids.at(-1)! : end, isLast: !isCut && !isFull };
  }

  async count(actor: Actor, filter: DeliveryFilter): Promise<number> {
    let total = 0;
    let after: string | null = null;
    do {
      const stretch: Look & { matches: number } = await this.countStretch(actor, filter, after);
      total += stretch.matches;
      after = stretch.isFull ? stretch.end : null;
    } while (after !== null);
    return total;
  }

  /** How many of these have an attempt due that was not made yet. */
  async countWaiting(ids: readonly string[]): Promise<number> {
    const [row] = await this.database.query<{ waiting: number }>(
      `SELECT count(*)::int AS waiting FROM deliveries
       WHERE id = ANY($1) AND status = 'pending' AND NOT is_parked AND next_attempt_at <= now()`,
      [ids],
    );
    return row!.waiting;
  }

  private async countStretch(
    actor: Actor,
    filter: DeliveryFilter,
    after: string | null,
  ): Promise<Look & { matches: number }> {
    const conditions = toConditions(actor, filter, { after });
    const [stretch] = await this.database.query<Look & { matches: number }>(
      `SELECT count(*) FILTER (WHERE ${conditions.residual ?? 'true'})::int AS matches, max(id) AS end,
         count(*) = ${ROWS_PER_COUNT} AS "isFull"
       FROM ${stretchOf(conditions, 'ASC', ROWS_PER_COUNT)}`,
      conditions.parameters,
    );
    return stretch!;
  }
}
