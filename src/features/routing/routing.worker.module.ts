import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../platform/database';
import { DoNotCallModule } from '../../platform/do-not-call';
import { MailDomainsModule } from '../../platform/mail-domains';
import { MetricsModule } from '../../platform/metrics';
import { LeadQueueModule } from '../../platform/queue';
import { BusModule } from '../bus';
import { BuyersModule } from '../buyers';
import { LeadsModule } from '../leads';
import { BuyerChoice } from './buyer-choice';
import { DistributeService } from './distribute.service';
import { LeadAssessment } from './lead-assessment';
import { LeadProcessor } from './lead.processor';
import { LeadStepsService } from './lead-steps.service';
import { LeadSweep } from './lead-sweep';
import { LeadStepsRepository } from './persistence/lead-steps.repository';
import { OverdueLeadsRepository } from './persistence/overdue-leads.repository';
import { Random } from './random';
import { RegistryRecheck } from './registry-recheck';
import { RoutingEvents } from './routing-events';
import { RoutingTelemetry } from './routing-telemetry';
import { VerifyService } from './verify.service';
import { WaitingLeadsGauge } from './waiting-leads-gauge';

/** What verifies and distributes leads. Only a worker imports it: `@nestjs/bullmq` starts every processor it finds. */
@Module({
  imports: [
    BusModule,
    BuyersModule,
    DatabaseModule,
    DoNotCallModule,
    LeadQueueModule,
    LeadsModule,
    MailDomainsModule,
    MetricsModule,
  ],
  providers: [
    BuyerChoice,
    DistributeService,
    LeadAssessment,
    LeadProcessor,
    LeadStepsRepository,
    LeadStepsService,
    LeadSweep,
    OverdueLeadsRepository,
    Random,
    RegistryRecheck,
    RoutingEvents,
    RoutingTelemetry,
    VerifyService,
    WaitingLeadsGauge,
  ],
})
export class RoutingWorkerModule {}
