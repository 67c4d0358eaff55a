export { DoNotCallModule } from './do-not-call.module';
export { type DoNotCallAnswer, DoNotCallRegistry } from './do-not-call-registry';
