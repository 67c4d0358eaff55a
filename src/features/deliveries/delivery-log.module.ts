import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../platform/database';
import { EventsModule } from '../events';
import { DeliveryLog } from './delivery-log.service';
import { AttemptLogRepository } from './persistence/attempt-log.repository';
import { DeliveryLogRepository } from './persistence/delivery-log.repository';
import { DeliveryRequestRepository } from './persistence/delivery-request.repository';
import { DeliveryScanRepository } from './persistence/delivery-scan.repository';

/** Reading the log of deliveries; changes nothing and needs no queue. */
@Module({
  imports: [DatabaseModule, EventsModule],
  providers: [
    AttemptLogRepository,
    DeliveryLog,
    DeliveryLogRepository,
    DeliveryRequestRepository,
    DeliveryScanRepository,
  ],
  exports: [DeliveryLog, DeliveryScanRepository],
})
export class DeliveryLogModule {}
