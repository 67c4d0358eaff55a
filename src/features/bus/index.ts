export { BusModule } from './bus.module';
export { MissingDeliveries } from './missing-deliveries';
export { type EventDraft } from './new-event';
export { PublishService } from './publish.service';
