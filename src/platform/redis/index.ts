export { RedisModule } from './redis.module';
export { FAIL_FAST_REDIS_OPTIONS, RedisConnection } from './redis-connection';
