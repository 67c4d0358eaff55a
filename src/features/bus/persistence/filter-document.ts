/**
 * What filters see of an event that is being published, as SQL.
 *
 * @param row alias of what has the columns `type`, `buyer_id`, `body` and `filterable_body` as `NewEvent` has them
 */
export function filterDocument(row: string): string {
  return `jsonb_build_object('type', ${row}.type, 'buyer_id', ${row}.buyer_id,
        'data', coalesce(${row}.filterable_body, ${row}.body)::jsonb -> 'data')`;
}

/**
 * Whether a webhook's filter lets an event through, as SQL. The order of the conditions of a join is PostgreSQL's
 * choice, so this asks again whose webhook it is: nobody pays for the filters of others.
 *
 * @param event alias of what has `account_id` and `document`
 */
export function passesFilter(event: string): string {
  return `CASE WHEN w.filter_path IS NULL THEN true
        WHEN w.account_id = ${event}.account_id THEN ${event}.document @@ w.filter_path ELSE false END`;
}
