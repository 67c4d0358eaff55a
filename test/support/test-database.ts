import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { migrate } from '../../src/platform/database';

export interface TestDatabase {
  url: string;
  query<Row extends object>(sql: string, parameters?: unknown[]): Promise<Row[]>;
  drop(): Promise<void>;
}

/** A fresh, migrated database in the run's PostgreSQL. */
export async function createTestDatabase({ isMigrated = true } = {}): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const url = new URL(process.env['TEST_DATABASE_URL']!);
  const serverUrl = url.href;
  await run(serverUrl, `CREATE DATABASE ${name}`);
  url.pathname = `/${name}`;
  if (isMigrated) await migrate(url.href);
  return {
    url: url.href,
    query: (sql, parameters) => run(url.href, sql, parameters),
    drop: async () => {
      await run(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function run<Row extends object>(url: string, sql: string, parameters: unknown[] = []): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Row>(sql, parameters);
    return rows;
  } finally {
    await client.end();
  }
}
