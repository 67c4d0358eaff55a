export { inSteps } from './in-steps';
export { Lease } from './lease';
export { PeriodicModule } from './periodic.module';
export { Ticker } from './ticker';
