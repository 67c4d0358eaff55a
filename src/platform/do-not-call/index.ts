export { DoNotCallModule } from './do-not-call.module';
export { DoNotCallRegistry } from './do-not-call-registry';
