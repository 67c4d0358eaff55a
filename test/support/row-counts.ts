import { type TestDatabase } from './test-database';

/**
 * How many rows each of our tables has, by its name; for tests that say nothing was stored. Leases of
 * periodic tasks come and go whatever callers do, and are left out.
 */
export async function rowCounts(database: TestDatabase): Promise<Record<string, number>> {
  const rows = await database.query<{ name: string; count: number }>(
    `SELECT table_name AS name,
       (xpath('/row/count/text()', query_to_xml(format('SELECT count(*) FROM %I', table_name), true, true, '')))[1]
         ::text::int AS count
     FROM information_schema.tables
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> 'periodic_tasks'
     ORDER BY table_name`,
  );
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
}
