import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../platform/database';
import { MetricsModule } from '../../platform/metrics';
import { PeriodicModule } from '../../platform/periodic';
import { QueueModule } from '../../platform/queue';
import { SignalsModule } from '../../platform/signals';
import { EventsModule } from '../events';
import { WebhooksModule } from '../webhooks';
import { DeliveryBell } from './delivery-bell';
import { DeliveryControl } from './delivery-control';
import { HeldDeliveries } from './held-deliveries';
import { ParkingListener } from './parking.listener';
import { ParkingService } from './parking.service';
import { DeliveryStateRepository } from './persistence/delivery-state.repository';
import { DueRepository } from './persistence/due.repository';
import { HoldRepository } from './persistence/hold.repository';
import { ParkingRepository } from './persistence/parking.repository';

/** What API and worker share: where deliveries stand, moving them by hand, ringing for them. */
@Module({
  imports: [
    DatabaseModule,
    MetricsModule,
    PeriodicModule,
    QueueModule,
    SignalsModule,
    EventsModule,
    WebhooksModule,
  ],
  providers: [
    DeliveryBell,
    DeliveryControl,
    DeliveryStateRepository,
    DueRepository,
    HeldDeliveries,
    HoldRepository,
    ParkingListener,
    ParkingService,
    ParkingRepository,
  ],
  exports: [
    DeliveryBell,
    DeliveryControl,
    DeliveryStateRepository,
    DueRepository,
    HoldRepository,
    ParkingService,
  ],
})
export class DeliveriesModule {}
