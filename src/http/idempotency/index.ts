export { IdempotencyExpiry } from './idempotency-expiry';
export { IdempotencyGate } from './idempotency-gate';
export { IdempotencyStore } from './idempotency.store';
export { Idempotent } from './idempotent.decorator';
