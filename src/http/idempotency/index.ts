export { IdempotencyExpiry } from './idempotency-expiry';
export { IdempotencyGate } from './idempotency-gate';
export { IdempotencyStore } from './idempotency.store';
export { hashRequest, keyReused, readIdempotencyKey, stillInProgress } from './idempotent-request';
export { Idempotent } from './idempotent.decorator';
