import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { migrate } from '../../src/platform/database';
import { waitFor } from './wait-for';

/** PostgreSQL's code for "you may not end that process". */
const INSUFFICIENT_PRIVILEGE = '42501';

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
      await waitFor(`${name} to be dropped`, () => dropDatabase(serverUrl, name));
    },
  };
}

/** False while an autovacuum worker is at work in it: the server's own, so FORCE may not end it. */
async function dropDatabase(serverUrl: string, name: string): Promise<boolean> {
  try {
    await run(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`);
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === INSUFFICIENT_PRIVILEGE) return false;
    throw error;
  }
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
