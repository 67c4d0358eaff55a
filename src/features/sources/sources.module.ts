import { Module } from '@nestjs/common';
import { CryptoModule } from '../../platform/crypto';
import { DatabaseModule } from '../../platform/database';
import { DoNotCallModule } from '../../platform/do-not-call';
import { MetricsModule } from '../../platform/metrics';
import { AuthModule } from '../auth';
import { BusModule } from '../bus';
import { LeadsModule } from '../leads';
import { CrmGate } from './crm/crm-gate';
import { CrmNewsWriter } from './crm/crm-news-writer';
import { CrmNewsService } from './crm/crm-news.service';
import { DoNotCallCheck } from './do-not-call-check';
import { DuplicateSearch } from './duplicate-search';
import { IntakeTelemetry } from './intake-telemetry';
import { IntakeWriter } from './intake-writer';
import { IntakeService } from './intake.service';
import { KnownLeadsRepository } from './persistence/known-leads.repository';
import { CrmSettingsService } from './settings/crm-settings.service';
import { LeadSourceSecretsRepository } from './settings/persistence/lead-source-secrets.repository';
import { SourceSecrets } from './settings/source-secrets';
import { StreamsynqSettingsService } from './settings/streamsynq-settings.service';
import { StreamsynqDoorsRepository } from './streamsynq/persistence/streamsynq-doors.repository';
import { StreamsynqGate } from './streamsynq/streamsynq-gate';

const INTAKE = [
  DoNotCallCheck,
  DuplicateSearch,
  IntakeService,
  IntakeTelemetry,
  IntakeWriter,
  KnownLeadsRepository,
];
const STREAMSYNQ = [StreamsynqDoorsRepository, StreamsynqGate];
const CRM = [CrmGate, CrmNewsService, CrmNewsWriter];
const SETTINGS = [CrmSettingsService, LeadSourceSecretsRepository, SourceSecrets, StreamsynqSettingsService];

@Module({
  imports: [AuthModule, BusModule, CryptoModule, DatabaseModule, DoNotCallModule, LeadsModule, MetricsModule],
  providers: [...INTAKE, ...STREAMSYNQ, ...CRM, ...SETTINGS],
  exports: [
    CrmGate,
    CrmNewsService,
    CrmSettingsService,
    IntakeService,
    StreamsynqGate,
    StreamsynqSettingsService,
  ],
})
export class SourcesModule {}
