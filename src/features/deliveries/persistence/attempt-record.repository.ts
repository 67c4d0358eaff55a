import { Injectable } from '@nestjs/common';
import { type AttemptError, type AttemptTrigger, type DeliveryStatus } from '../../../core/delivery';
import { Database } from '../../../platform/database';

/** One attempt that was made, and what it makes of its delivery. */
export interface AttemptRecord {
  deliveryId: string;
  accountId: string;
  number: number;
  /** The round the attempt belonged to when it was prepared. */
  round: number;
  attemptId: string;
  trigger: AttemptTrigger;
  url: string;
  requestHeaders: Record<string, string>;
  startedAt: Date;
  durationMs: number;
  statusCode: number | null;
  responseHeaders: Record<string, string> | null;
  responseBody: string | null;
  responseSize: number | null;
  isResponseCut: boolean;
  error: AttemptError | null;
  newStatus: Exclude<DeliveryStatus, 'cancelled'>;
  /** Subscriptions that would hear of the end; null when the delivery goes on, or has no outcome event. */
  outcomePatterns: string[] | null;
  nextAttemptAt: Date | null;
}

/** A delivery after its attempt was recorded. */
export interface MovedDelivery {
  id: string;
  status: DeliveryStatus;
  attempts: number;
  round: number;
  isParked: boolean;
  nextAttemptAt: Date | null;
}

/**
 * Columns of one attempt, in the order of the statement's arrays. Each attempt is appended and its
 * delivery moved in one statement, fenced by the number of attempts made: the late write of a paused
 * worker touches no row. A replay or cancellation that came in meanwhile wins over the attempt's verdict, and an
 * attempt that was made ends a hold: its request exists.
 */
const RECORD = `
  WITH given AS MATERIALIZED (
    SELECT *, outcome_patterns IS NOT NULL AND EXISTS (
      SELECT FROM webhooks w
      WHERE w.account_id = given.account_id AND w.status = 'active' AND w.deleted_at IS NULL
        AND w.events && string_to_array(outcome_patterns, ' ')
    ) AS is_heard
    FROM unnest($1::text[], $2::int[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[],
      $8::timestamptz[], $9::int[], $10::int[], $11::text[], $12::text[], $13::bigint[], $14::boolean[],
      $15::text[], $16::text[], $17::text[], $18::timestamptz[], $19::text[], $20::text[])
    AS given (delivery_id, number, round, id, trigger, url, request_headers,
      started_at, duration_ms, status_code, response_headers, response_body, response_size, is_response_cut,
      error_code, error_message, new_status, next_attempt_at, account_id, outcome_patterns)
  ), result AS (
    SELECT * FROM given WHERE $21 OR NOT is_heard
  ), moved AS (
    UPDATE deliveries d SET
      attempts = result.number,
      last_status_code = result.status_code,
      status = CASE WHEN d.status = 'pending' AND d.round = result.round
        THEN result.new_status ELSE d.status END,
      next_attempt_at = CASE WHEN d.status = 'pending' AND d.round = result.round
        THEN result.next_attempt_at ELSE d.next_attempt_at END,
      is_parked = d.is_parked AND d.held_version IS NULL AND NOT (d.status = 'pending' AND d.round = result.round
        AND result.new_status <> 'pending'),
      held_version = NULL,
      held_reason = NULL,
      next_trigger = CASE WHEN d.round = result.round THEN 'automatic' ELSE d.next_trigger END,
      completed_at = CASE WHEN d.status = 'pending' AND d.round = result.round
        AND result.new_status <> 'pending' THEN now() ELSE d.completed_at END,
      round_start = CASE WHEN d.round = result.round THEN d.round_start ELSE result.number END
    FROM result
    WHERE d.id = result.delivery_id AND d.attempts = result.number - 1
    RETURNING d.id, d.status, d.attempts, d.round, d.is_parked, d.next_attempt_at
  ), logged AS (
    INSERT INTO attempts (delivery_id, number, id, trigger, url, request_headers, started_at, duration_ms,
      status_code, response_headers, response_body, response_size, is_response_cut, error_code, error_message,
      next_attempt_at)
    SELECT result.delivery_id, number, result.id, trigger, url, request_headers::json, started_at, duration_ms,
      status_code, response_headers::json, response_body, response_size, is_response_cut, error_code,
      error_message, moved.next_attempt_at
    FROM result JOIN moved ON moved.id = result.delivery_id
  )
  SELECT id, status, attempts, round, is_parked AS "isParked", next_attempt_at AS "nextAttemptAt" FROM moved
  UNION ALL
  SELECT delivery_id, NULL, NULL, NULL, NULL, NULL FROM given WHERE is_heard AND NOT $21`;

type RecordRow = MovedDelivery | { id: string; status: null };

@Injectable()
export class AttemptRecordRepository {
  constructor(private readonly database: Database) {}

  /**
   * @param records at most one per delivery
   * @returns the deliveries that moved; one missing means that somebody else recorded that attempt before
   */
  async append(records: AttemptRecord[]): Promise<MovedDelivery[]> {
    return (await this.write(records, true)).filter((row) => row.status !== null);
  }

  /**
   * As `append`, but leaves out deliveries that end in an outcome somebody subscribes to: those have to be
   * recorded together with their outcome event.
   * @returns what moved, and the ids left out
   */
  async appendUnheard(records: AttemptRecord[]): Promise<{ moved: MovedDelivery[]; heard: Set<string> }> {
    const rows = await this.write(records, false);
    return {
      moved: rows.filter((row) => row.status !== null),
      heard: new Set(rows.filter((row) => row.status === null).map(({ id }) => id)),
    };
  }

  private async write(records: AttemptRecord[], isAll: boolean): Promise<RecordRow[]> {
    const column = <T>(pick: (record: AttemptRecord) => T): T[] => records.map(pick);
    return this.database.query<RecordRow>(RECORD, [
      column((r) => r.deliveryId),
      column((r) => r.number),
      column((r) => r.round),
      column((r) => r.attemptId),
      column((r) => r.trigger),
      column((r) => r.url),
      column((r) => JSON.stringify(r.requestHeaders)),
      column((r) => r.startedAt),
      column((r) => Math.round(r.durationMs)),
      column((r) => r.statusCode),
      column((r) => r.responseHeaders && JSON.stringify(r.responseHeaders)),
      column((r) => r.responseBody),
      column((r) => r.responseSize),
      column((r) => r.isResponseCut),
      column((r) => r.error?.code ?? null),
      column((r) => r.error?.message ?? null),
      column((r) => r.newStatus),
      column((r) => r.nextAttemptAt),
      column((r) => r.accountId),
      column((r) => r.outcomePatterns?.join(' ') ?? null),
      isAll,
    ]);
  }
}
