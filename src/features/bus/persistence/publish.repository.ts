import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database';
import { filterDocument, passesFilter } from './filter-document';

/** An event ready to be stored: its body bytes are made and will never change. */
export interface NewEvent {
  id: string;
  accountId: string;
  buyerId: string | null;
  type: string;
  body: string;
  /** What filters see instead of the body; null for the body itself. */
  filterableBody: string | null;
  /** As `filterWeight` of core/filter has it. */
  filterWeight: number;
  createdAt: Date;
  /** Every subscription pattern that selects the type. */
  patterns: string[];
}

/** A delivery that came into being, due at once. */
export interface NewDelivery {
  id: string;
  eventId: string;
  dueAt: Date;
}

/** What became of events that were stored. */
export interface Stored {
  deliveries: NewDelivery[];
  /** Events whose deliveries to webhooks with filters are still to be made, by `DeferredEventsRepository`. */
  deferredIds: string[];
}

/**
 * Filters of one account take at most about 20 ms of a statement that many share; beyond that its events wait.
 * In comparisons, as `filter_cost` of webhooks counts them.
 */
const SHARED_COST = 50_000;

/** The database's clock says when work is due: clocks of hosts may differ. */
const DUE_NOW = `date_trunc('milliseconds', now())`;

/**
 * Stores events and fans them out in one statement: a webhook that was disabled a moment ago gets
 * nothing, and no cache can be stale. `document` is what filters see; it is made once for each event, and only
 * where the account has a filter (`input` is read more than once, so PostgreSQL keeps it instead of making it again).
 * Where the filters of an account would hold up the others, its events are stored for them to be looked at later.
 */
const PUBLISH = `
  WITH input AS (
    SELECT i.*, filters.cost * filter_weight AS cost, filters.cost * account_weight > ${SHARED_COST} AS is_deferred,
      CASE WHEN filters.cost * account_weight <= ${SHARED_COST} THEN ${filterDocument('i')} END AS document
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::text[], $8::text[],
        $9::int[], $10::int[])
      AS i (id, account_id, buyer_id, type, body, created_at, patterns, filterable_body, filter_weight, account_weight)
      CROSS JOIN LATERAL (
        SELECT sum(f.filter_cost) AS cost FROM webhooks f
        WHERE f.account_id = i.account_id AND f.filter_path IS NOT NULL AND f.deleted_at IS NULL
      ) AS filters
  ), stored AS (
    INSERT INTO events (id, account_id, buyer_id, type, body, filterable_body, created_at)
    SELECT id, account_id, buyer_id, type, body, filterable_body, created_at FROM input
  ), deferred AS (
    INSERT INTO deferred_events (event_id, account_id, patterns, cost)
    SELECT id, account_id, string_to_array(patterns, ' '), cost FROM input WHERE is_deferred
    RETURNING event_id
  ), fanned_out AS (
    INSERT INTO deliveries (id, account_id, event_id, webhook_id, buyer_id, event_type, status, next_attempt_at,
      created_at)
    SELECT delivery_id(input.id, w.id), input.account_id, input.id, w.id, w.buyer_id, input.type, 'pending',
      ${DUE_NOW}, input.created_at
    FROM input JOIN webhooks w
      ON w.account_id = input.account_id AND w.status = 'active' AND w.deleted_at IS NULL
      AND (w.buyer_id IS NULL OR w.buyer_id = input.buyer_id)
      AND w.events && string_to_array(input.patterns, ' ')
      AND ${passesFilter('input')}
    RETURNING id, event_id, next_attempt_at
  )
  SELECT id, event_id AS "eventId", next_attempt_at AS "dueAt" FROM fanned_out
  UNION ALL SELECT NULL, event_id, NULL FROM deferred`;

const PUBLISH_TO_ONE = `
  WITH stored AS (
    INSERT INTO events (id, account_id, buyer_id, type, body, filterable_body, is_test, created_at)
    VALUES ($1, $2, $3, $4, $5, $8, true, $6)
  )
  INSERT INTO deliveries (id, account_id, event_id, webhook_id, buyer_id, event_type, status, next_attempt_at,
    next_trigger, created_at)
  VALUES (delivery_id($1, $7), $2, $1, $7, $3, $4, 'pending', ${DUE_NOW}, 'test', $6)
  RETURNING id, event_id AS "eventId", next_attempt_at AS "dueAt"`;

const DELIVER_MISSING = `
  INSERT INTO deliveries (id, account_id, event_id, webhook_id, buyer_id, event_type, status, is_parked,
    next_trigger, next_attempt_at, created_at)
  SELECT delivery_id(e.id, w.id), e.account_id, e.id, w.id, w.buyer_id, e.type, 'pending', w.status = 'disabled',
    'replay', ${DUE_NOW}, now()
  FROM unnest($1::text[], $2::text[]) AS pair (event_id, webhook_id)
    JOIN events e ON e.id = pair.event_id
    JOIN webhooks w ON w.id = pair.webhook_id AND w.account_id = e.account_id AND w.deleted_at IS NULL
      AND CASE WHEN w.filter_path IS NULL THEN true WHEN w.id <> pair.webhook_id THEN false
        ELSE filter_document(e.type, e.buyer_id, coalesce(e.filterable_body, e.body)) @@ w.filter_path END
  FOR KEY SHARE OF e
  ON CONFLICT (id) DO NOTHING
  RETURNING id, event_id AS "eventId", next_attempt_at AS "dueAt"`;

interface DeferredRow {
  id: null;
  eventId: string;
}

/** The only writer across event, webhook and delivery. */
@Injectable()
export class PublishRepository {
  constructor(private readonly database: Database) {}

  /** @returns what became of all events together */
  async insert(events: NewEvent[]): Promise<Stored> {
    const column = <T>(pick: (event: NewEvent) => T): T[] => events.map(pick);
    const weights = weighAccounts(events);
    const rows = await this.database.query<NewDelivery | DeferredRow>(PUBLISH, [
      column(({ id }) => id),
      column(({ accountId }) => accountId),
      column(({ buyerId }) => buyerId),
      column(({ type }) => type),
      column(({ body }) => body),
      column(({ createdAt }) => createdAt),
      column(({ patterns }) => patterns.join(' ')),
      column(({ filterableBody }) => filterableBody),
      column(({ filterWeight }) => filterWeight),
      column(({ accountId }) => weights.get(accountId)!),
    ]);
    return {
      deliveries: rows.filter((row) => row.id !== null),
      deferredIds: rows.flatMap(({ id, eventId }) => (id === null ? eventId : [])),
    };
  }

  /** Stores an event for one webhook alone, whatever that subscribes to and filters; no replay will ever give it to another. */
  async insertTest(event: NewEvent, webhookId: string): Promise<NewDelivery> {
    const { id, accountId, buyerId, type, body, createdAt, filterableBody } = event;
    const values = [id, accountId, buyerId, type, body, createdAt, webhookId, filterableBody];
    const [delivery] = await this.database.query<NewDelivery>(PUBLISH_TO_ONE, values);
    return delivery!;
  }

  /**
   * Deliveries of old events to webhooks that never got them. Pairs that have one are left alone, and those that
   * the webhook's filter refuses.
   */
  async insertMissing(pairs: { eventId: string; webhookId: string }[]): Promise<NewDelivery[]> {
    return this.database.query<NewDelivery>(DELIVER_MISSING, [
      pairs.map(({ eventId }) => eventId),
      pairs.map(({ webhookId }) => webhookId),
    ]);
  }
}

function weighAccounts(events: NewEvent[]): Map<string, number> {
  const weights = new Map<string, number>();
  for (const { accountId, filterWeight } of events) {
    weights.set(accountId, (weights.get(accountId) ?? 0) + filterWeight);
  }
  return weights;
}
