import { Module } from '@nestjs/common';
import { HttpModule } from '../../http';
import { MetricsModule } from '../../platform/metrics';
import { DeliveryLogModule } from '../deliveries';
import { EventsModule } from '../events';
import { BusModule } from './bus.module';
import { EventController } from './http/event.controller';
import { PublishController } from './http/publish.controller';
import { WebhookTestController } from './http/webhook-test.controller';

@Module({
  imports: [BusModule, DeliveryLogModule, EventsModule, HttpModule, MetricsModule],
  controllers: [PublishController, EventController, WebhookTestController],
})
export class BusApiModule {}
