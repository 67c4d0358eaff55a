export * from './access';
export { HttpModule } from './http.module';
export { Idempotent, IdempotencyStore } from './idempotency';
export * from './pagination';
export * from './validation';
