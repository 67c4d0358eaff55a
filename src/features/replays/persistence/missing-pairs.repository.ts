import { Injectable } from '@nestjs/common';
import { lowestIdAt } from '../../../core/ids';
import { Database } from '../../../platform/database';
import { type ReplaySelection } from '../replay';
import { type Pair } from '../replay-position';

/** Events with webhooks that should have got them and did not; `from` and `before` are event ids. */
export interface MissingQuery {
  accountId: string;
  from: string;
  before: string;
  webhookId: string | null;
  buyerId: string | null;
  eventType: string | null;
  /** Webhooks made later than this are left out; null for none. */
  createdBy: Date | null;
}

export interface MissingSlice {
  pairs: Pair[];
  /** Everything up to here has been looked at; null when there was nothing. */
  position: Pair | null;
  isLast: boolean;
}

interface Look {
  end: string | null;
  hasMore: boolean;
}

const EVENTS_PER_SLICE = 500;
const EVENTS_PER_COUNT = 5_000;
/** Less where filters are costly: some tenths of a second, in comparisons as `filter_cost` of webhooks counts them. */
const MOST_FILTER_COST = 1_000_000;
/** Sorts behind every id of a webhook. */
const AFTER_ALL = '~';
const MAX_ID_MS = 2 ** 48 - 1;

const ASKED_FOR = `account_id = $1 AND id < $3 AND NOT is_test AND ($5::text IS NULL OR buyer_id = $5)`;

/** `filterWeight` of core/filter without a look inside, which is where the time goes: an element for 8 bytes. */
const ASSUMED_WEIGHT = `(1 + least(octet_length(body) / 8, 1000) + octet_length(body) / 1024)`;

/**
 * The next `events` events, or fewer where filters are costly, and, of those, the pairs without a delivery. A webhook
 * that was asked for may be disabled (its deliveries will be parked), of the others only active ones count. Which
 * events match a webhook is decided as in publishing, filters included; test events were meant for one webhook alone.
 */
const missingPairs = (events: number): string => `
  WITH filters AS (
    SELECT coalesce(sum(f.filter_cost), 0) AS cost FROM webhooks f
    WHERE f.account_id = $1 AND f.filter_path IS NOT NULL AND f.deleted_at IS NULL AND ($4::text IS NULL OR f.id = $4)
  ), looked AS MATERIALIZED (
    SELECT id, type, buyer_id,
      CASE WHEN cost > 0 THEN filter_document(type, buyer_id, coalesce(filterable_body, body)) END AS document
    FROM (
      SELECT id, type, buyer_id, body, filterable_body, cost,
        cost * (sum(${ASSUMED_WEIGHT}) OVER (ORDER BY id ROWS UNBOUNDED PRECEDING) - ${ASSUMED_WEIGHT}) AS cost_before
      FROM events CROSS JOIN filters WHERE ${ASKED_FOR} AND id >= $2
        AND (id <> $8::text OR $9::text <> '${AFTER_ALL}')
      ORDER BY id LIMIT ${events}
    ) AS ahead
    WHERE cost_before <= ${MOST_FILTER_COST} ORDER BY id
  ), pairs AS (
    SELECT e.id AS event_id, w.id AS webhook_id
    FROM looked e JOIN webhooks w ON w.account_id = $1 AND w.deleted_at IS NULL
      AND ($7::timestamptz IS NULL OR w.created_at <= $7)
      AND CASE WHEN $4::text IS NULL THEN w.status = 'active' ELSE w.id = $4 END
      AND ($5::text IS NULL OR w.buyer_id = $5)
      AND (w.buyer_id IS NULL OR w.buyer_id = e.buyer_id)
    WHERE ($6::text IS NULL OR e.type = $6)
      AND (e.id, w.id) > ($8::text, $9::text)
      AND EXISTS (
        SELECT FROM unnest(w.events) AS pattern
        WHERE pattern IN (e.type, '*') OR (right(pattern, 2) = '.*' AND starts_with(e.type, left(pattern, -1))))
      AND NOT EXISTS (SELECT FROM deliveries d WHERE d.id = delivery_id(e.id, w.id))
      AND (w.filter_path IS NULL OR e.document @@ w.filter_path)
  )`;

const EXTENT = `(SELECT max(id) FROM looked) AS end, EXISTS (
  SELECT FROM events WHERE ${ASKED_FOR} AND id > (SELECT max(id) FROM looked)) AS "hasMore"`;

/** Finds what was never delivered, a bounded number of events at a time. */
@Injectable()
export class MissingPairsRepository {
  constructor(private readonly database: Database) {}

  /** Looks through the next events behind `after`, for at most `limit` pairs, in the order of their ids. */
  async findSlice(
    query: MissingQuery,
    { after, limit }: { after: Pair | null; limit: number },
  ): Promise<MissingSlice> {
    const [slice] = await this.database.query<Look & { pairs: Pair[] }>(
      `${missingPairs(EVENTS_PER_SLICE)}, picked AS (
         SELECT * FROM pairs ORDER BY event_id, webhook_id LIMIT ${limit}
       )
       SELECT ${EXTENT}, (
         SELECT coalesce(json_agg(json_build_object('eventId', event_id, 'webhookId', webhook_id)
           ORDER BY event_id, webhook_id), '[]') FROM picked
       ) AS pairs`,
      toParameters(query, after),
    );
    const { pairs, end, hasMore } = slice!;
    const isCut = pairs.length === limit;
    const endOfLook = end === null ? null : { eventId: end, webhookId: AFTER_ALL };
    return { pairs, position: isCut ? pairs.at(-1)! : endOfLook, isLast: !isCut && !hasMore };
  }

  async count(query: MissingQuery): Promise<number> {
    let total = 0;
    let after: Pair | null = null;
    do {
      const stretch: Look & { matches: number } = await this.countStretch(query, after);
      total += stretch.matches;
      after = stretch.hasMore ? { eventId: stretch.end!, webhookId: AFTER_ALL } : null;
    } while (after !== null);
    return total;
  }

  private async countStretch(query: MissingQuery, after: Pair | null): Promise<Look & { matches: number }> {
    const [stretch] = await this.database.query<Look & { matches: number }>(
      `${missingPairs(EVENTS_PER_COUNT)}
       SELECT ${EXTENT}, (SELECT count(*) FROM pairs)::int AS matches`,
      toParameters(query, after),
    );
    return stretch!;
  }
}

function toParameters(query: MissingQuery, after: Pair | null): unknown[] {
  const { accountId, from, before, webhookId, buyerId, eventType, createdBy } = query;
  // More webhooks of the same event may follow: the event is looked at again, its done pairs are not.
  const place = [after?.eventId ?? '', after?.webhookId ?? ''];
  return [accountId, after?.eventId ?? from, before, webhookId, buyerId, eventType, createdBy, ...place];
}

/** What is missing of one event. */
export function toMissingQueryOf(
  eventId: string,
  { accountId, buyerId, webhookId }: { accountId: string; buyerId: string | null; webhookId: string | null },
): MissingQuery {
  return {
    accountId,
    from: eventId,
    before: `${eventId}${AFTER_ALL}`,
    webhookId,
    buyerId,
    eventType: null,
    createdBy: null,
  };
}

/** Periods are ranges of ids, because an event's id begins with its time. */
export function toMissingQuery({ accountId, filter, createdAt }: ReplaySelection): MissingQuery {
  const { webhookId, buyerId, eventType, createdAfter, createdBefore } = filter;
  return {
    accountId,
    from: lowestEventId(createdAfter),
    before: lowestEventId(createdBefore),
    webhookId,
    buyerId,
    eventType,
    createdBy: createdAt,
  };
}

function lowestEventId(time: Date): string {
  return lowestIdAt('evt', Math.min(Math.max(time.getTime(), 0), MAX_ID_MS));
}
