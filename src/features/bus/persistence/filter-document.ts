/**
 * What filters see of an event that is being published, as SQL.
 *
 * @param row alias of what has the columns `type`, `buyer_id`, `body` and `filterable_body` as `NewEvent` has them
 */
export function filterDocument(row: string): string {
  return `jsonb_build_object('type', ${row}.type, 'buyer_id', ${row}.buyer_id,
        'data', coalesce(${row}.filterable_body, ${row}.body)::jsonb -> 'data')`;
}
