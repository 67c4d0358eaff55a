export { Lease } from './lease';
export { PeriodicModule } from './periodic.module';
export { Ticker } from './ticker';
