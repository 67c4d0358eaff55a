import { type Pool } from 'pg';
import { newId } from '../src/platform/ids';

export interface CeilingEvent {
  id: string;
  type: string;
  created: string;
  body: string;
}

export interface CeilingResult {
  deliveryId: string;
  url: string;
  headers: Record<string, string>;
  startedAt: Date;
  durationMs: number;
  statusCode: number;
  responseHeaders: object;
  responseBody: string;
}

const ACCOUNT = `acct_${'0'.repeat(26)}`;
const WEBHOOK = `wh_${'0'.repeat(26)}`;

const INSERT_EVENTS = `
  WITH input AS (
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[]) AS input (id, type, body, created_at)
  ), stored AS (
    INSERT INTO events (id, account_id, type, body, created_at)
    SELECT id, '${ACCOUNT}', type, body, created_at FROM input
  )
  INSERT INTO deliveries (id, account_id, event_id, webhook_id, event_type, status, next_attempt_at, created_at)
  SELECT 'dlv_' || substr(id, 5), '${ACCOUNT}', id, '${WEBHOOK}', type, 'pending', created_at, created_at FROM input`;

const INSERT_RESULTS = `
  WITH result AS (
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::json[], $5::timestamptz[], $6::int[], $7::int[],
      $8::json[], $9::text[])
    AS result (delivery_id, id, url, request_headers, started_at, duration_ms, status_code, response_headers,
      response_body)
  ), logged AS (
    INSERT INTO attempts (delivery_id, number, id, trigger, url, request_headers, started_at, duration_ms,
      status_code, response_headers, response_body, response_size, is_response_cut)
    SELECT delivery_id, 1, id, 'automatic', url, request_headers, started_at, duration_ms,
      status_code, response_headers, response_body, length(response_body), false
    FROM result
  )
  UPDATE deliveries d SET attempts = 1, status = 'success', next_attempt_at = NULL, completed_at = now(),
    last_status_code = result.status_code
  FROM result WHERE d.id = result.delivery_id AND d.attempts = 0`;

/** Events with one delivery each, in one commit. */
export async function insertEvents(database: Pool, events: CeilingEvent[]): Promise<void> {
  await database.query({
    name: 'events',
    text: INSERT_EVENTS,
    values: [
      events.map(({ id }) => id),
      events.map(({ type }) => type),
      events.map(({ body }) => body),
      events.map(({ created }) => created),
    ],
  });
}

/** Attempts and what they make of their deliveries, in one commit. */
export async function insertResults(database: Pool, results: CeilingResult[]): Promise<void> {
  await database.query({
    name: 'results',
    text: INSERT_RESULTS,
    values: [
      results.map(({ deliveryId }) => deliveryId),
      results.map(() => newId('att')),
      results.map(({ url }) => url),
      results.map(({ headers }) => JSON.stringify(headers)),
      results.map(({ startedAt }) => startedAt),
      results.map(({ durationMs }) => durationMs),
      results.map(({ statusCode }) => statusCode),
      results.map(({ responseHeaders }) => JSON.stringify(responseHeaders)),
      results.map(({ responseBody }) => responseBody),
    ],
  });
}
