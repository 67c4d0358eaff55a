export * from './access';
export { HttpModule } from './http.module';
export { Idempotent } from './idempotency';
export * from './pagination';
export { LossyNumbersAsText } from './server/lossy-numbers';
export * from './validation';
