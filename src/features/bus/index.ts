export { BusModule } from './bus.module';
export { MissingDeliveries } from './missing-deliveries';
export { type EventDraft } from './new-event';
export { PublishTelemetry } from './publish-telemetry';
export { PublishService } from './publish.service';
