import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { type Platform, startPlatform } from '../../src/apps/start-platform';
import { readSettings } from '../../src/platform/config';
import { type QueueBackend } from './backends';
import { createTestDatabase, type TestDatabase } from './test-database';

export interface TestPlatform {
  platform: Platform;
  database: TestDatabase;
  /** The first account's key, scope `*`. */
  key: string;
  api: Api;
  /** Stops the platform; the database stays until `close`. */
  stop(): Promise<void>;
  /** Starts it again on the same database, with the same settings and these on top. */
  restart(env?: Record<string, string>): Promise<void>;
  close(): Promise<void>;
}

/** The whole platform in this process, on a real database and a real port. */
export async function startTestPlatform(
  env: Record<string, string> = {},
  backend: QueueBackend = { name: 'postgres', redis: null },
): Promise<TestPlatform> {
  const database = await createTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'synaptis-suite-'));
  const key = `sk_live_${randomBytes(32).toString('base64url')}`;
  const base: Record<string, string> = {
    PORT: '0',
    LOG_LEVEL: 'silent',
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    BOOTSTRAP_API_KEY: key,
    WORKER_CONCURRENCY: '20',
    ...(backend.redis && { REDIS_URL: backend.redis.url }),
    ...env,
  };
  const test = { database, key } as TestPlatform;
  test.restart = async (more = {}) => {
    test.platform = await startPlatform(settingsOf({ ...base, ...more }));
    test.api = new Api(test.platform.url, key);
  };
  test.stop = () => test.platform.close();
  test.close = async () => {
    await test.stop();
    await database.drop();
    await rm(dataDir, { recursive: true, force: true });
  };
  await test.restart();
  return test;
}

/** Settings as a process would read them. */
export function settingsOf(env: Record<string, string>) {
  const result = readSettings(env);
  if (result.kind === 'invalid') throw new Error(result.problems.join('; '));
  return result.settings;
}

/** Calls the API over HTTP as a caller would. */
export class Api {
  constructor(
    readonly url: string,
    private readonly key: string,
  ) {}

  as(key: string): Api {
    return new Api(this.url, key);
  }

  /** For suites over all calls. @param method as the document spells it, in upper case */
  call(method: string, path: string, body?: object) {
    switch (method) {
      case 'GET':
        return this.get(path);
      case 'POST':
        return this.post(path, body);
      case 'PATCH':
        return this.patch(path, body ?? {});
      case 'PUT':
        return this.put(path, body ?? {});
      case 'DELETE':
        return this.delete(path);
      default:
        throw new Error(`No suite calls ${method} yet`);
    }
  }

  get(path: string) {
    return request(this.url).get(path).auth(this.key, { type: 'bearer' });
  }

  post(path: string, body?: object) {
    return request(this.url).post(path).auth(this.key, { type: 'bearer' }).send(body);
  }

  patch(path: string, body: object) {
    return request(this.url).patch(path).auth(this.key, { type: 'bearer' }).send(body);
  }

  put(path: string, body: object) {
    return request(this.url).put(path).auth(this.key, { type: 'bearer' }).send(body);
  }

  delete(path: string) {
    return request(this.url).delete(path).auth(this.key, { type: 'bearer' });
  }
}
