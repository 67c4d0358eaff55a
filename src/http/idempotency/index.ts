export { IdempotencyExpiry } from './idempotency-expiry';
export { IdempotencyInterceptor } from './idempotency.interceptor';
export { IdempotencyStore } from './idempotency.store';
export { Idempotent } from './idempotent.decorator';
