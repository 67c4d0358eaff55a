import { type TestDatabase } from './test-database';

/** Events with the webhooks that were as they are when the events were published. */
const MATCHING = `
  events e JOIN webhooks w ON w.account_id = e.account_id AND w.deleted_at IS NULL
    AND w.updated_at < e.created_at - interval '1 second' AND NOT e.is_test
    AND (w.buyer_id IS NULL OR w.buyer_id = e.buyer_id)`;
const SUBSCRIBED = `EXISTS (
  SELECT FROM unnest(w.events) AS pattern
  WHERE pattern IN (e.type, '*') OR (right(pattern, 2) = '.*' AND starts_with(e.type, left(pattern, -1))))`;
const WANTED = `CASE WHEN w.filter_path IS NULL THEN true
  ELSE filter_document(e.type, e.buyer_id, coalesce(e.filterable_body, e.body)) @@ w.filter_path END`;

/** What must hold after everything, as one query each; the answer lists what breaks it. */
const INVARIANTS: Record<string, string> = {
  'no pending, unparked delivery is overdue': `
    SELECT id FROM deliveries
    WHERE status = 'pending' AND NOT is_parked AND next_attempt_at < now() - interval '30 seconds'`,
  'attempt numbers are 1..n without holes': `
    SELECT d.id FROM deliveries d LEFT JOIN attempts a ON a.delivery_id = d.id
    GROUP BY d.id, d.attempts
    HAVING count(a.number) <> d.attempts OR coalesce(max(a.number), 0) <> d.attempts`,
  'a successful delivery ends with its only success of the round': `
    SELECT d.id FROM deliveries d JOIN attempts a ON a.delivery_id = d.id AND a.number > d.round_start
    WHERE d.status = 'success'
    GROUP BY d.id, d.attempts
    HAVING count(*) FILTER (WHERE a.error_code IS NULL) <> 1
      OR max(a.number) FILTER (WHERE a.error_code IS NULL) <> d.attempts`,
  'an event has one delivery for each webhook': `
    SELECT event_id AS id FROM deliveries GROUP BY event_id, webhook_id HAVING count(*) > 1`,
  // Webhooks that were changed around the publish are left out: which of both came first is not written down.
  'an event has a delivery for each active webhook that matches it': `
    SELECT e.id FROM ${MATCHING}
    WHERE w.status = 'active' AND ${SUBSCRIBED} AND ${WANTED}
      AND NOT EXISTS (SELECT FROM deferred_events f WHERE f.event_id = e.id)
      AND NOT EXISTS (SELECT FROM deliveries d WHERE d.id = delivery_id(e.id, w.id))`,
  'no event waits long for filters': `
    SELECT e.id FROM deferred_events f JOIN events e ON e.id = f.event_id
    WHERE e.created_at < now() - interval '30 seconds'`,
  'no webhook got an event that its filter refuses': `
    SELECT d.id FROM ${MATCHING} JOIN deliveries d ON d.id = delivery_id(e.id, w.id)
    WHERE NOT ${WANTED}`,
  'every delivery has its event': `
    SELECT d.id FROM deliveries d LEFT JOIN events e ON e.id = d.event_id WHERE e.id IS NULL`,
};

/** @returns a line for each broken invariant, with some of the ids that break it */
export async function brokenInvariants(database: TestDatabase): Promise<string[]> {
  const broken: string[] = [];
  for (const [name, sql] of Object.entries(INVARIANTS)) {
    const rows = await database.query<{ id: string }>(`${sql} LIMIT 5`);
    if (rows.length > 0) broken.push(`${name}: ${rows.map(({ id }) => id).join(', ')}`);
  }
  return broken;
}
