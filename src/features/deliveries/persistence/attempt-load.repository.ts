import { Injectable } from '@nestjs/common';
import { type AttemptTrigger } from '../../../core/delivery';
import { Database } from '../../../platform/database';
import { type DeliveryRequest } from '../delivery-request';

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
  event: DeliveredEvent;
  /** What every attempt sends, once it was made; null while it has to be, and where the event itself is sent. */
  request: DeliveryRequest | null;
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

type Row = Omit<LoadedDelivery, 'event' | 'request'> & {
  eventType: string;
  eventBuyerId: string | null;
  eventBody: string;
  /** Null, like what follows, where no request is stored. */
  format: DeliveryRequest['format'] | null;
  method: DeliveryRequest['method'] | null;
  path: string | null;
  headers: Record<string, string> | null;
  body: string | null;
};

/** Loads deliveries as attempts need them; event and request come in the same query: every attempt waits for them. */
@Injectable()
export class AttemptLoadRepository {
  constructor(private readonly database: Database) {}

  async find(ids: string[]): Promise<Map<string, LoadedDelivery>> {
    const rows = await this.database.query<Row>(
      `SELECT d.id, d.account_id AS "accountId", d.event_id AS "eventId", d.webhook_id AS "webhookId",
         d.is_parked AS "isParked", d.attempts, d.round, d.round_start AS "roundStart",
         d.next_trigger AS "nextTrigger", d.next_attempt_at AS "nextAttemptAt",
         extract(epoch FROM d.next_attempt_at - now())::float8 * 1000 AS "dueInMs",
         e.type AS "eventType", e.buyer_id AS "eventBuyerId", e.body AS "eventBody",
         r.format, r.method, r.path, r.headers, r.body
       FROM deliveries d JOIN events e ON e.id = d.event_id LEFT JOIN delivery_requests r ON r.delivery_id = d.id
       WHERE d.id = ANY($1)`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id, toLoaded(row)]));
  }
}

function toLoaded({ eventType, eventBuyerId, eventBody, ...row }: Row): LoadedDelivery {
  const { format, method, path, headers, body, ...delivery } = row;
  return {
    ...delivery,
    event: { id: delivery.eventId, type: eventType, buyerId: eventBuyerId, body: eventBody },
    request:
      format === null || method === null
        ? null
        : { format, method, path, headers: headers ?? {}, body: body ?? '' },
  };
}
