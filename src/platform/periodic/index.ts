export { HousekeepingTask } from './housekeeping-task';
export { inSteps } from './in-steps';
export { Lease } from './lease';
export { PeriodicModule } from './periodic.module';
export { PeriodicTask } from './periodic-task';
export { Retention } from './retention';
export { Ticker } from './ticker';
