import { Injectable } from '@nestjs/common';
import { type AttemptTrigger } from '../../../core/delivery';
import { Database } from '../../../platform/database';

/** What decides whether and how a delivery is attempted. */
export interface LoadedDelivery {
  id: string;
  accountId: string;
  eventId: string;
  webhookId: string;
  isParked: boolean;
  /** Attempts made so far. */
  attempts: number;
  /** Counts rounds from 1; a replay begins a new one. */
  round: number;
  /** Attempts made before this round began. */
  roundStart: number;
  nextTrigger: AttemptTrigger;
  /** Null once the delivery has ended. */
  nextAttemptAt: Date | null;
  /** The event, with the exact text that every attempt sends. */
  event: DeliveredEvent;
  /** Milliseconds until then on the database's clock; below zero when it is late, null with `nextAttemptAt`. */
  dueInMs: number | null;
}

export interface DeliveredEvent {
  id: string;
  type: string;
  /** The buyer it was published for. */
  buyerId: string | null;
  body: string;
}

type Row = Omit<LoadedDelivery, 'event'> & { eventType: string; eventBuyerId: string | null; body: string };

/** Loads deliveries as attempts need them; the event comes in the same query, because every attempt waits for it. */
@Injectable()
export class AttemptLoadRepository {
  constructor(private readonly database: Database) {}

  async find(ids: string[]): Promise<Map<string, LoadedDelivery>> {
    const rows = await this.database.query<Row>(
      `SELECT d.id, d.account_id AS "accountId", d.event_id AS "eventId", d.webhook_id AS "webhookId",
         d.is_parked AS "isParked", d.attempts, d.round, d.round_start AS "roundStart",
         d.next_trigger AS "nextTrigger", d.next_attempt_at AS "nextAttemptAt",
         extract(epoch FROM d.next_attempt_at - now())::float8 * 1000 AS "dueInMs",
         e.type AS "eventType", e.buyer_id AS "eventBuyerId", e.body
       FROM deliveries d JOIN events e ON e.id = d.event_id
       WHERE d.id = ANY($1)`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id, toLoaded(row)]));
  }
}

function toLoaded({ eventType, eventBuyerId, body, ...delivery }: Row): LoadedDelivery {
  return { ...delivery, event: { id: delivery.eventId, type: eventType, buyerId: eventBuyerId, body } };
}
