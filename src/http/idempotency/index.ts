export { IdempotencyExpiry } from './idempotency-expiry';
export { IdempotencyStore } from './idempotency.store';
export { Idempotent } from './idempotent.decorator';
