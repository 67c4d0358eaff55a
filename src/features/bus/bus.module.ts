import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../platform/database';
import { MetricsModule } from '../../platform/metrics';
import { SignalsModule } from '../../platform/signals';
import { BuyersModule } from '../buyers';
import { DeliveriesModule } from '../deliveries';
import { EventsModule } from '../events';
import { WebhooksModule } from '../webhooks';
import { DeferredEvents } from './deferred-events.service';
import { MissingDeliveries } from './missing-deliveries';
import { OutcomeEventsListener } from './outcome-events.listener';
import { DeferredEventsRepository } from './persistence/deferred-events.repository';
import { FilterTrials } from './persistence/filter-trials.repository';
import { PublishRepository } from './persistence/publish.repository';
import { PublishRules } from './publish-rules';
import { PublishTelemetry } from './publish-telemetry';
import { PublishService } from './publish.service';
import { WebhookTests } from './webhook-tests';

@Module({
  imports: [
    BuyersModule,
    DatabaseModule,
    DeliveriesModule,
    EventsModule,
    MetricsModule,
    SignalsModule,
    WebhooksModule,
  ],
  providers: [
    DeferredEvents,
    DeferredEventsRepository,
    FilterTrials,
    MissingDeliveries,
    OutcomeEventsListener,
    PublishRepository,
    PublishRules,
    PublishService,
    PublishTelemetry,
    WebhookTests,
  ],
  exports: [
    DeferredEvents,
    FilterTrials,
    MissingDeliveries,
    PublishRules,
    PublishService,
    PublishTelemetry,
    WebhookTests,
  ],
})
export class BusModule {}
