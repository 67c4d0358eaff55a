import { Batcher } from '../../../platform/batching';
import { Database } from '../../../platform/database';
import { RATE_LIMIT_WINDOW_SECONDS, type RateLimitCount, RateLimitStore } from '../rate-limit-store';

interface Counter {
  key: string;
  points: number;
  reset_ms: number;
}

/**
 * Time is the database's, so clocks of hosts do not matter. Rows are locked in the order of their
 * keys, so that two processes cannot wait for each other; and the commit does not wait for the disk,
 * because a count lost in a crash harms nobody. A statement may have waited for one that began later
 * and opened the minute: what is left is never more than a minute all the same.
 * There is one row a key, used again every minute.
 */
const COUNT = `
  INSERT INTO rate_limits AS counter (key, points, expire)
  SELECT charge.key, charge.points, (extract(epoch FROM now()) * 1000)::bigint + $3
  FROM set_config('synchronous_commit', 'off', true), unnest($1::text[], $2::int[]) AS charge (key, points)
  ORDER BY charge.key
  ON CONFLICT (key) DO UPDATE SET
    points = CASE WHEN counter.expire + $3 <= excluded.expire THEN 0 ELSE counter.points END + excluded.points,
    expire = CASE WHEN counter.expire + $3 <= excluded.expire THEN excluded.expire ELSE counter.expire END
  RETURNING key, points, least(expire - (extract(epoch FROM now()) * 1000)::bigint, $3)::int AS reset_ms`;

/** Counts in PostgreSQL, for installations without Redis. Requests that arrive together share a statement. */
export class PostgresRateLimitStore extends RateLimitStore {
  private readonly counts: Batcher<string, RateLimitCount>;

  constructor(private readonly database: Database) {
    super();
    this.counts = new Batcher({
      name: 'rate limits',
      maxWeight: 500,
      maxWaiting: 20_000,
      maxRunning: 1,
      run: (keyIds) => this.countAll(keyIds),
    });
  }

  count(keyId: string): Promise<RateLimitCount> {
    return this.counts.submit(keyId);
  }

  private async countAll(keyIds: string[]): Promise<RateLimitCount[]> {
    const charges = new Map<string, number>();
    // The how-manieth request of its key each one is, within this batch.
    const turns = keyIds.map((id) => {
      const turn = (charges.get(id) ?? 0) + 1;
      charges.set(id, turn);
      return turn;
    });
    const counters = await this.database.query<Counter>(COUNT, [
      [...charges.keys()],
      [...charges.values()],
      RATE_LIMIT_WINDOW_SECONDS * 1000,
    ]);
    const byKey = new Map(counters.map((counter) => [counter.key, counter]));
    return keyIds.map((id, index) => {
      const { points, reset_ms: resetMs } = byKey.get(id)!;
      return { used: points - charges.get(id)! + turns[index]!, resetMs };
    });
  }
}
