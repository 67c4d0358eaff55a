import { Module } from '@nestjs/common';
import { HttpModule } from '../../http';
import { LeadIntakeController } from './api/http/lead-intake.controller';
import { CrmLeadsController } from './crm/http/crm-leads.controller';
import { CrmSettingsController } from './settings/http/crm-settings.controller';
import { StreamsynqSettingsController } from './settings/http/streamsynq-settings.controller';
import { SourcesModule } from './sources.module';
import { StreamsynqLeadsController } from './streamsynq/http/streamsynq-leads.controller';

@Module({
  imports: [SourcesModule, HttpModule],
  controllers: [
    LeadIntakeController,
    StreamsynqLeadsController,
    CrmLeadsController,
    StreamsynqSettingsController,
    CrmSettingsController,
  ],
})
export class SourcesApiModule {}
