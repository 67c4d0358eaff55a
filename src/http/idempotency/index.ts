export { IdempotencyInterceptor } from './idempotency.interceptor';
export { IdempotencyStore } from './idempotency.store';
export { Idempotent } from './idempotent.decorator';
