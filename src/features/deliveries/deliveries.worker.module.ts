import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../platform/database';
import { HealthModule } from '../../platform/health';
import { MetricsModule } from '../../platform/metrics';
import { OutboundHttpModule } from '../../platform/outbound-http';
import { PeriodicModule } from '../../platform/periodic';
import { QueueModule } from '../../platform/queue';
import { SignalsModule } from '../../platform/signals';
import { ConnectorsModule } from '../connectors';
import { WebhooksModule } from '../webhooks';
import { AttemptPreparer } from './attempt-preparer';
import { AttemptRecorder } from './attempt-recorder';
import { AttemptRules } from './attempt-rules';
import { AttemptSender } from './attempt-sender';
import { AttemptTelemetry } from './attempt-telemetry';
import { AttemptProcessor } from './attempt.processor';
import { AttemptService } from './attempt.service';
import { DeliveriesModule } from './deliveries.module';
import { DueGauge } from './due-gauge';
import { HoldTelemetry } from './hold-telemetry';
import { AttemptLoadRepository } from './persistence/attempt-load.repository';
import { AttemptRecordRepository } from './persistence/attempt-record.repository';
import { BuyerNamesRepository } from './persistence/buyer-names.repository';
import { DeliveryRequestRepository } from './persistence/delivery-request.repository';
import { RequestBreaker } from './request-breaker';
import { RequestKeeper } from './request-keeper';
import { SweepRunner } from './sweep-runner';
import { SweepService } from './sweep.service';
import { Watchdog } from './watchdog';
import { WebhookSlots } from './webhook-slots';
import { WorkerHandle } from './worker-handle';

/** What makes attempts. Only a worker imports it: `@nestjs/bullmq` starts every processor it finds. */
@Module({
  imports: [
    ConnectorsModule,
    DatabaseModule,
    DeliveriesModule,
    HealthModule,
    MetricsModule,
    OutboundHttpModule,
    PeriodicModule,
    QueueModule,
    SignalsModule,
    WebhooksModule,
  ],
  providers: [
    AttemptLoadRepository,
    AttemptPreparer,
    AttemptProcessor,
    AttemptRecordRepository,
    AttemptRecorder,
    AttemptRules,
    AttemptSender,
    AttemptService,
    AttemptTelemetry,
    BuyerNamesRepository,
    DeliveryRequestRepository,
    DueGauge,
    HoldTelemetry,
    RequestBreaker,
    RequestKeeper,
    SweepRunner,
    SweepService,
    Watchdog,
    WebhookSlots,
    WorkerHandle,
  ],
})
export class DeliveriesWorkerModule {}
