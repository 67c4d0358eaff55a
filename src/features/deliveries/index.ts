export { DeliveriesModule } from './deliveries.module';
export { DeliveryBell } from './delivery-bell';
export { DeliveryControl } from './delivery-control';
export { type DeliveryFilter } from './delivery-filter';
export { DeliveryLogModule } from './delivery-log.module';
export { DeliveryLog } from './delivery-log.service';
export { DeliveryView, toDeliveryView } from './http/delivery.view';
export { type Delivery } from './persistence/delivery-log.repository';
export { DeliveryScanRepository } from './persistence/delivery-scan.repository';
