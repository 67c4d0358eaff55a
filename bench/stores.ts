import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { Pool } from 'pg';
import { migrate } from '../src/platform/database';
import { startEmbeddedPostgres } from '../src/platform/embedded-postgres';
import { migrateQueue } from '../src/platform/queue';
import { start, stop } from './child';
import { type Backend } from './options';

/** An empty database, and an empty Redis where the queue runs on one. */
export interface Stage {
  databaseUrl: string;
  redisUrl: string | null;
  /** For files of the measured process; goes with the benchmark. */
  dir: string;
  /** A single number out of the database. */
  count(sql: string): Promise<number>;
  dispose(): Promise<void>;
}

const REDIS_START_LIMIT_MS = 5_000;

/** The embedded PostgreSQL, started the way the platform starts it; every measurement gets its own database. */
export class Stores {
  private stages = 0;

  private constructor(
    private readonly dir: string,
    private readonly url: string,
    private readonly stopPostgres: () => Promise<void>,
  ) {}

  static async open(): Promise<Stores> {
    const dir = await mkdtemp(join(tmpdir(), 'synaptis-bench-'));
    // PostgreSQL may run as another user. One who cannot pass gets a place elsewhere, which nobody removes.
    await chmod(dir, 0o711);
    const postgres = await startEmbeddedPostgres({ dataDir: join(dir, 'data') });
    return new Stores(dir, postgres.connectionString, () => postgres.stop());
  }

  async stage(backend: Backend): Promise<Stage> {
    const name = `bench_${++this.stages}`;
    await this.administer(`CREATE DATABASE ${name}`);
    const databaseUrl = this.url.replace(/\/[^/]*$/, `/${name}`);
    await migrate(databaseUrl);
    if (backend === 'embedded') await migrateQueue(databaseUrl);
    const redis = backend === 'redis' ? await startRedis(this.dir) : null;
    const pool = openPool(databaseUrl);
    return {
      databaseUrl,
      redisUrl: redis?.url ?? null,
      dir: join(this.dir, name),
      count: async (sql) => Number((await pool.query<{ count: string }>(sql)).rows[0]!.count),
      dispose: async () => {
        await pool.end();
        await redis?.stop();
        // Dropping writes a checkpoint, so the next measurement starts with nothing left to flush. Not by
        // force: that would ask for the right to end an autovacuum, while a plain drop ends it by itself.
        await this.administer(`DROP DATABASE ${name}`);
      },
    };
  }

  async close(): Promise<void> {
    await this.stopPostgres();
    await rm(this.dir, { recursive: true, force: true });
  }

  private async administer(sql: string): Promise<void> {
    const pool = openPool(this.url);
    await pool.query(sql);
    await pool.end();
  }
}

/** A pool is ended before its sockets are closed; what the server says to those last is of no interest. */
function openPool(connectionString: string): Pool {
  const pool = new Pool({ connectionString, max: 1 });
  pool.on('error', () => undefined);
  return pool;
}

/** @returns whether a `redis-server` is on the PATH */
export async function hasRedis(): Promise<boolean> {
  const child = start('redis-server', ['--version'], { stdio: 'ignore' });
  return new Promise((resolve) => {
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}

/** As in production: append-only file synced every second, nothing evicted. */
async function startRedis(parent: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const dir = await mkdtemp(join(parent, 'redis-'));
  const port = await freePort();
  const settings = { bind: '127.0.0.1', port, dir, appendonly: 'yes', appendfsync: 'everysec' };
  const policy = ['--save', '', '--maxmemory-policy', 'noeviction'];
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = start('redis-server', [...args, ...policy], { stdio: 'ignore' });
  await waitForRedis(port);
  return { url: `redis://127.0.0.1:${port}`, stop: () => stop(child) };
}

async function waitForRedis(port: number): Promise<void> {
  const redis = new Redis(port, '127.0.0.1', { maxRetriesPerRequest: null, retryStrategy: () => 50 });
  redis.on('error', () => undefined);
  const limit = sleep(REDIS_START_LIMIT_MS, 'late', { ref: false });
  const first = await Promise.race([redis.ping(), limit]);
  redis.disconnect();
  if (first !== 'PONG') throw new Error('redis-server did not come up in time');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? address!.port : 0));
    });
  });
}
