import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../platform/database';
import { DoNotCallModule } from '../../platform/do-not-call';
import { MetricsModule } from '../../platform/metrics';
import { BusModule } from '../bus';
import { LeadsModule } from '../leads';
import { DoNotCallCheck } from './do-not-call-check';
import { DuplicateSearch } from './duplicate-search';
import { IntakeTelemetry } from './intake-telemetry';
import { IntakeWriter } from './intake-writer';
import { IntakeService } from './intake.service';

@Module({
  imports: [BusModule, DatabaseModule, DoNotCallModule, LeadsModule, MetricsModule],
  providers: [DoNotCallCheck, DuplicateSearch, IntakeService, IntakeTelemetry, IntakeWriter],
  exports: [IntakeService],
})
export class SourcesModule {}
