export { DeliveriesModule } from './deliveries.module';
export { DeliveryBell } from './delivery-bell';
export { DeliveryControl } from './delivery-control';
export { DeliveryLog } from './delivery-log.service';
export { DeliveryLogModule } from './delivery-log.module';
export { DeliveryView, toDeliveryView } from './http/delivery.view';
export { type Delivery } from './persistence/delivery-log.repository';
