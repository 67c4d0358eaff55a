import { Client } from 'pg';

/** The role initdb makes; used only to prepare the database. */
export const SUPERUSER = 'postgres';

/** Role and database of the platform. */
const APPLICATION = 'synaptis';

/** Any number, the same in every process: preparing the database is done by one at a time. */
const PREPARATION_LOCK = 7_463_219;

const CONNECT_TIMEOUT_MS = 5_000;

/** Where the platform connects to. */
export function connectionString(port: number, password: string): string {
  return urlOf({ port, password, role: APPLICATION, database: APPLICATION });
}

/** Creates the platform's role and database unless they exist. Neither is a superuser's. */
export async function ensureDatabase(port: number, password: string): Promise<void> {
  const client = new Client({
    connectionString: urlOf({ port, password, role: SUPERUSER, database: 'postgres' }),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [PREPARATION_LOCK]);
    const { rows } = await client.query<{ role: boolean; database: boolean }>(
      `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS role,
              EXISTS (SELECT FROM pg_database WHERE datname = $1) AS database`,
      [APPLICATION],
    );
    if (!rows[0]?.role) {
      const secret = client.escapeLiteral(password);
      await client.query(`CREATE ROLE ${APPLICATION} LOGIN CREATEDB IN ROLE pg_monitor PASSWORD ${secret}`);
    }
    if (!rows[0]?.database) await client.query(`CREATE DATABASE ${APPLICATION} OWNER ${APPLICATION}`);
  } finally {
    await client.end();
  }
}

function urlOf(to: { port: number; password: string; role: string; database: string }): string {
  return `postgres://${to.role}:${encodeURIComponent(to.password)}@127.0.0.1:${to.port}/${to.database}`;
}
