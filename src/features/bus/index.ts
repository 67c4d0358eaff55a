export { BusModule } from './bus.module';
export { MissingDeliveries } from './missing-deliveries';
