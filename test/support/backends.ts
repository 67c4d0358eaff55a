import { findRedisServer, RedisServer } from './redis-server';

export interface QueueBackend {
  name: 'postgres' | 'redis';
  /** Null on the PostgreSQL backend. */
  redis: RedisServer | null;
}

/**
 * Runs a suite on both queue backends; without a redis-server the Redis half is a test that is
 * shown as skipped, and the start of the run has said why.
 */
export function describeOnBothBackends(name: string, suite: (backend: QueueBackend) => void): void {
  describe(`${name} (queue on PostgreSQL)`, () => suite({ name: 'postgres', redis: null }));
  const describeRedis = findRedisServer() === null ? describe.skip : describe;
  describeRedis(`${name} (queue on Redis)`, () => {
    const backend: QueueBackend = { name: 'redis', redis: null };
    beforeAll(async () => {
      backend.redis = await RedisServer.start();
    });
    suite(backend);
    // Hooks run in the order of their definition: the suite's own need Redis still.
    afterAll(() => backend.redis?.stop());
  });
}
