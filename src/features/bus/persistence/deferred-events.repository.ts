import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database';
import { passesFilter } from './filter-document';
import { type NewDelivery } from './publish.repository';

/** An event that no longer waits for filters. */
export interface SortedEvent {
  eventId: string;
  /** The deliveries it got from them. */
  deliveries: SortedDelivery[];
}

interface SortedDelivery extends NewDelivery {
  /** Its webhook was disabled while the event waited; nothing is due before it is enabled. */
  isParked: boolean;
}

/** Most events that one statement takes, however little their filters cost. */
const MOST_EVENTS = 500;

/** Deliveries of the events `judged`, as SQL. @param which condition on webhook `w` and event `e` */
const deliveriesTo = (webhooks: string, which: string) => `
    SELECT delivery_id(e.id, w.id), e.account_id, e.id, w.id, w.buyer_id, e.type, 'pending', w.status = 'disabled',
      date_trunc('milliseconds', now()), e.created_at
    FROM judged e JOIN ${webhooks} w
      ON w.account_id = e.account_id AND ${which}
      AND (w.buyer_id IS NULL OR w.buyer_id = e.buyer_id)
      AND w.events && e.patterns
      AND ${passesFilter('e')}`;

/**
 * Fans out the first events of an account that wait, up to a cost; one at least. Whoever comes second finds them
 * locked and takes others, and an event is sorted and off the list in the same commit. What webhooks without a filter
 * got already, or by a replay, stays as it is.
 *
 * An event waits for webhooks too that were disabled since it was published: their deliveries begin parked. When a
 * webhook was disabled is not written down, only when it last changed, so one that was disabled before and edited
 * since counts as well; rather one delivery more than one lost. They are looked for once, apart from the active ones,
 * for which an index on the status finds the few of each event. Deliveries of a webhook whose status changes while
 * this runs are put right like those of any publish, by `ParkingService`.
 */
const SORT = `
  WITH waiting AS (
    SELECT event_id, cost FROM deferred_events WHERE account_id = $1
    ORDER BY event_id LIMIT ${MOST_EVENTS} FOR UPDATE SKIP LOCKED
  ), queued AS (
    SELECT event_id, sum(cost) OVER (ORDER BY event_id) - cost AS cost_before FROM waiting
  ), picked AS (
    DELETE FROM deferred_events d USING queued
    WHERE d.event_id = queued.event_id AND queued.cost_before <= $2
    RETURNING d.event_id, d.patterns
  ), judged AS MATERIALIZED (
    SELECT e.id, e.account_id, e.buyer_id, e.type, e.created_at, picked.patterns,
      filter_document(e.type, e.buyer_id, coalesce(e.filterable_body, e.body)) AS document
    FROM picked JOIN events e ON e.id = picked.event_id
  ), lately_disabled AS MATERIALIZED (
    SELECT * FROM webhooks
    WHERE account_id = $1 AND status = 'disabled' AND deleted_at IS NULL
      AND updated_at >= (SELECT min(created_at) FROM judged)
  ), fanned_out AS (
    INSERT INTO deliveries (id, account_id, event_id, webhook_id, buyer_id, event_type, status, is_parked,
      next_attempt_at, created_at)
    ${deliveriesTo('webhooks', `w.status = 'active' AND w.deleted_at IS NULL`)}
    UNION ALL
    ${deliveriesTo('lately_disabled', 'w.created_at <= e.created_at AND w.updated_at >= e.created_at')}
    ON CONFLICT (id) DO NOTHING
    RETURNING id, event_id, is_parked, next_attempt_at
  )
  SELECT picked.event_id AS "eventId", f.id, f.is_parked AS "isParked", f.next_attempt_at AS "dueAt"
  FROM picked LEFT JOIN fanned_out f ON f.event_id = picked.event_id
  ORDER BY picked.event_id, f.id`;

/** Every account once, by as many steps through the index as there are accounts. */
const ACCOUNTS = `
  WITH RECURSIVE accounts AS (
    (SELECT account_id FROM deferred_events ORDER BY account_id LIMIT 1)
    UNION ALL
    SELECT (SELECT d.account_id FROM deferred_events d WHERE d.account_id > a.account_id ORDER BY 1 LIMIT 1)
    FROM accounts a WHERE a.account_id IS NOT NULL
  )
  SELECT account_id AS id FROM accounts WHERE account_id IS NOT NULL LIMIT $1`;

/** Stored events that wait for the filters of their account. */
@Injectable()
export class DeferredEventsRepository {
  constructor(private readonly database: Database) {}

  /** @returns the events that were sorted; none when nothing waits, or another process is at all of it */
  async sort(accountId: string, mostCost: number): Promise<SortedEvent[]> {
    const rows = await this.database.query<SortedDelivery & { id: string | null }>(SORT, [
      accountId,
      mostCost,
    ]);
    const sorted: SortedEvent[] = [];
    for (const row of rows) {
      if (sorted.at(-1)?.eventId !== row.eventId) sorted.push({ eventId: row.eventId, deliveries: [] });
      if (row.id !== null) sorted.at(-1)!.deliveries.push(row);
    }
    return sorted;
  }

  async listAccounts(limit: number): Promise<string[]> {
    return (await this.database.query<{ id: string }>(ACCOUNTS, [limit])).map(({ id }) => id);
  }
}
