export { BusModule } from './bus.module';
export { MissingDeliveries } from './missing-deliveries';
export { PublishService } from './publish.service';
