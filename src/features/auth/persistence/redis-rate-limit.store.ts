import { RateLimiterRedis } from 'rate-limiter-flexible';
import { type RedisConnection } from '../../../platform/redis';
import { RATE_LIMIT_WINDOW_SECONDS, type RateLimitCount, RateLimitStore } from '../rate-limit-store';

/** Counts in Redis: one atomic script a request. */
export class RedisRateLimitStore extends RateLimitStore {
  private readonly limiter: RateLimiterRedis;

  constructor(client: NonNullable<RedisConnection['client']>) {
    super();
    this.limiter = new RateLimiterRedis({
      storeClient: client,
      keyPrefix: 'synaptis:rate-limit',
      points: 1,
      duration: RATE_LIMIT_WINDOW_SECONDS,
      rejectIfRedisNotReady: true,
    });
  }

  async count(keyId: string): Promise<RateLimitCount> {
    // `penalty` only counts; `consume` would judge as well, by one limit for all keys.
    const { consumedPoints, msBeforeNext } = await this.limiter.penalty(keyId);
    return { used: consumedPoints, resetMs: msBeforeNext };
  }
}
