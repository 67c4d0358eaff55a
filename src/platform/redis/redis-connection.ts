import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Redis } from 'ioredis';
import { Settings } from '../config';
import { Logger } from '../logging';

const COMMAND_LIMIT_MS = 2_000;

/** Options of connections whose callers must hear quickly that Redis is away, instead of waiting for it. */
export const FAIL_FAST_REDIS_OPTIONS = {
  enableOfflineQueue: false,
  commandTimeout: COMMAND_LIMIT_MS,
  connectTimeout: 5_000,
  maxRetriesPerRequest: 1,
  retryStrategy: (times: number) => Math.min(times * 200, 2_000),
};

/** The platform's own connection to Redis, next to those BullMQ keeps; null without `REDIS_URL`. */
@Injectable()
export class RedisConnection implements OnApplicationShutdown {
  readonly client: Redis | null;

  constructor(settings: Settings, logger: Logger) {
    this.client = settings.redisUrl === null ? null : new Redis(settings.redisUrl, FAIL_FAST_REDIS_OPTIONS);
    this.client?.on('error', (error: Error) => logger.warning('redis.connection_error', { error }));
  }

  onApplicationShutdown(): void {
    this.client?.disconnect();
  }
}
