import { Injectable } from '@nestjs/common';
import { type AttemptError, type AttemptTrigger } from '../../../core/delivery';
import { Database } from '../../../platform/database';

/** One HTTP try as it was recorded. */
export interface Attempt {
  id: string;
  number: number;
  trigger: AttemptTrigger;
  startedAt: Date;
  durationMs: number;
  /** Where it was sent; the webhook may have moved since. */
  url: string;
  requestHeaders: Record<string, string>;
  response: AttemptResponse | null;
  error: AttemptError | null;
  nextAttemptAt: Date | null;
}

export interface AttemptResponse {
  statusCode: number;
  headers: Record<string, string>;
  /** As much of it as is kept. */
  body: string;
  isCut: boolean;
  /** Bytes of the whole body; null when it was neither read to its end nor announced. */
  size: number | null;
}

interface AttemptRow {
  id: string;
  number: number;
  trigger: AttemptTrigger;
  started_at: Date;
  duration_ms: number;
  url: string;
  request_headers: Record<string, string>;
  status_code: number | null;
  response_headers: Record<string, string> | null;
  response_body: string | null;
  /** A bigint arrives as text. */
  response_size: string | null;
  is_response_cut: boolean;
  error_code: AttemptError['code'] | null;
  error_message: string | null;
  next_attempt_at: Date | null;
}

@Injectable()
export class AttemptLogRepository {
  constructor(private readonly database: Database) {}

  /** The latest `limit` attempts of a delivery, newest last. */
  async listLatest(deliveryId: string, limit: number): Promise<Attempt[]> {
    const rows = await this.database.query<AttemptRow>(
      `SELECT id, number, trigger, started_at, duration_ms, url, request_headers, status_code, response_headers,
         response_body, response_size, is_response_cut, error_code, error_message, next_attempt_at
       FROM attempts WHERE delivery_id = $1 ORDER BY number DESC LIMIT $2`,
      [deliveryId, limit],
    );
    return rows.map(toAttempt).toReversed();
  }
}

function toAttempt(row: AttemptRow): Attempt {
  return {
    id: row.id,
    number: row.number,
    trigger: row.trigger,
    startedAt: row.started_at,
    durationMs: row.duration_ms,
    url: row.url,
    requestHeaders: row.request_headers,
    response: toResponse(row),
    error: row.error_code === null ? null : { code: row.error_code, message: row.error_message ?? '' },
    nextAttemptAt: row.next_attempt_at,
  };
}

function toResponse(row: AttemptRow): AttemptResponse | null {
  if (row.status_code === null) return null;
  return {
    statusCode: row.status_code,
    headers: row.response_headers ?? {},
    body: row.response_body ?? '',
    isCut: row.is_response_cut,
    size: row.response_size === null ? null : Number(row.response_size),
  };
}
