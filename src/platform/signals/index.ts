export { type DeliveryEnded, type Facts } from './facts';
export { Signals } from './signals';
export { SignalsModule } from './signals.module';
