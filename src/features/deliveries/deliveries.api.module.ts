import { Module } from '@nestjs/common';
import { HttpModule } from '../../http';
import { DeliveriesModule } from './deliveries.module';
import { DeliveryLogModule } from './delivery-log.module';
import { DeliveriesController } from './http/deliveries.controller';
import { ManualControl } from './manual-control.service';

@Module({
  imports: [DeliveriesModule, DeliveryLogModule, HttpModule],
  providers: [ManualControl],
  controllers: [DeliveriesController],
})
export class DeliveriesApiModule {}
