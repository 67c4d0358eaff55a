import { existsSync, readFileSync, rmSync } from 'node:fs';
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';

/** A directory that anybody may enter, for one test. */
export async function makeDataDir(mode = 0o755): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'embedded-postgres-'));
  await chmod(path, mode);
  return path;
}

/** Where the server's files of a DATA_DIR are. */
export function homeOf(dataDir: string): string {
  const record = join(dataDir, 'postgres.location');
  return existsSync(record) ? readFileSync(record, 'utf8') : join(dataDir, 'postgres');
}

/** The pid file of the running server; undefined when there is none. */
export function postmasterOf(dataDir: string): { pid: number; port: number } | undefined {
  const path = join(homeOf(dataDir), 'cluster', 'postmaster.pid');
  if (!existsSync(path)) return undefined;
  const lines = readFileSync(path, 'utf8').split('\n');
  return { pid: Number(lines[0]), port: Number(lines[3]) };
}

/** Ends whatever a failed test left running, and removes its files. */
export function removeDataDir(dataDir: string): void {
  const pid = postmasterOf(dataDir)?.pid;
  if (pid !== undefined && readCommandLine(pid).includes(homeOf(dataDir))) process.kill(pid, 'SIGQUIT');
  const options = { recursive: true, force: true, maxRetries: 20, retryDelay: 100 };
  rmSync(homeOf(dataDir), options);
  rmSync(dataDir, options);
}

/** Runs statements over one connection; the rows of the last one. */
export async function query(connectionString: string, ...statements: string[]): Promise<unknown[]> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    let rows: unknown[] = [];
    for (const statement of statements) rows = (await client.query(statement)).rows;
    return rows;
  } finally {
    await client.end();
  }
}

function readCommandLine(pid: number): string {
  const path = `/proc/${pid}/cmdline`;
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}
