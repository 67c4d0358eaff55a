export { BusModule } from './bus.module';
export { FilterTrials } from './persistence/filter-trials.repository';
export { MissingDeliveries } from './missing-deliveries';
export { type EventDraft } from './new-event';
export { PublishService } from './publish.service';
