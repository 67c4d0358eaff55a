import { Injectable } from '@nestjs/common';
import { type DeliveryStatus } from '../../../core/delivery';
import { Database } from '../../../platform/database';
import { type Actor } from '../../auth';
import { type DeliveryFilter } from '../delivery-filter';
import { type DeliveryConditions, stretchOf, toConditions } from './delivery-conditions';

/** One event to one webhook, and where that stands. */
export interface Delivery {
  id: string;
  eventId: string;
  eventType: string;
  webhookId: string;
  /** The buyer of the webhook. */
  buyerId: string | null;
  status: DeliveryStatus;
  isParked: boolean;
  /** Why its request could not be made, as a plain sentence; null where it is not held for that. */
  heldReason: string | null;
  attempts: number;
  nextAttemptAt: Date | null;
  /** Null before the first attempt, and when the last one got no answer. */
  lastStatusCode: number | null;
  createdAt: Date;
  completedAt: Date | null;
}

/** Part of a filtered list, newest first. */
export interface DeliveryRows {
  /** Up to one more than asked for. */
  rows: Delivery[];
  /** Set when the look ended before the page was full: more may follow below this id. */
  resumeBefore: string | null;
}

const COLUMNS = `id, event_id AS "eventId", event_type AS "eventType", webhook_id AS "webhookId",
  buyer_id AS "buyerId", status, is_parked AS "isParked", held_reason AS "heldReason", attempts, next_attempt_at AS "nextAttemptAt",
  last_status_code AS "lastStatusCode", created_at AS "createdAt", completed_at AS "completedAt"`;

/** Most rows a page is looked for in, when no index answers the filter alone. */
const ROWS_PER_LOOK = 10_000;

/** Reads the log of deliveries: by key, never by offset, and a bounded number of rows at a time. */
@Injectable()
export class DeliveryLogRepository {
  constructor(private readonly database: Database) {}

  async find({ accountId, buyerId }: Actor, id: string): Promise<Delivery | null> {
    const [row] = await this.database.query<Delivery>(
      `SELECT ${COLUMNS} FROM deliveries
       WHERE id = $1 AND account_id = $2 AND ($3::text IS NULL OR buyer_id = $3)`,
      [id, accountId, buyerId],
    );
    return row ?? null;
  }

  async list(
    actor: Actor,
    filter: DeliveryFilter,
    { before, limit }: { before: string | null; limit: number },
  ): Promise<DeliveryRows> {
    const conditions = toConditions(actor, filter, { before });
    const rows = await this.database.query<Delivery>(
      `SELECT ${COLUMNS} FROM ${stretchOf(conditions, 'DESC', ROWS_PER_LOOK)}
       WHERE ${conditions.residual ?? 'true'} ORDER BY id DESC LIMIT ${limit + 1}`,
      conditions.parameters,
    );
    const isFull = rows.length > limit || conditions.residual === null;
    return { rows, resumeBefore: isFull ? null : await this.findEndOfLook(conditions) };
  }

  /** All deliveries of an event: at most as many as the account has webhooks. */
  async listOfEvent(actor: Actor, eventId: string): Promise<Delivery[]> {
    const { driving, residual, parameters } = toConditions(actor, { eventId }, {});
    return this.database.query<Delivery>(
      `SELECT ${COLUMNS} FROM deliveries WHERE ${driving} AND ${residual} ORDER BY id DESC`,
      parameters,
    );
  }

  /** Newest first; a range of ids is read for each event, because its deliveries begin like it. */
  async listOfEvents(accountId: string, eventIds: string[], limit: number): Promise<Delivery[]> {
    return this.database.query<Delivery>(
      `SELECT ${COLUMNS} FROM unnest($2::text[]) AS wanted (wanted_id) CROSS JOIN LATERAL (
         SELECT * FROM deliveries
         WHERE account_id = $1 AND event_id = wanted_id AND id >= 'dlv_' || substr(wanted_id, 5, 14)
           AND id < 'dlv_' || substr(wanted_id, 5, 14) || '~'
       ) AS found ORDER BY id DESC LIMIT $3`,
      [accountId, eventIds, limit],
    );
  }

  /** @returns the last id looked at, null when nothing lies behind it */
  private async findEndOfLook(conditions: DeliveryConditions): Promise<string | null> {
    const [look] = await this.database.query<{ rows: number; matches: number; end: string | null }>(
      `SELECT count(*)::int AS rows, count(*) FILTER (WHERE ${conditions.residual})::int AS matches, min(id) AS end
       FROM ${stretchOf(conditions, 'DESC', ROWS_PER_LOOK)}`,
      conditions.parameters,
    );
    return look!.rows === ROWS_PER_LOOK ? look!.end : null;
  }
}
