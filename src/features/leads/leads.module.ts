import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../platform/database';
import { LeadQueueModule } from '../../platform/queue';
import { LeadBell } from './lead-bell';
import { LeadNews } from './lead-news';
import { LeadsService } from './leads.service';
import { CrmActivityRepository } from './persistence/crm-activity.repository';
import { LeadIntakeRepository } from './persistence/lead-intake.repository';
import { LeadsRepository } from './persistence/leads.repository';
import { SuppressionsRepository } from './persistence/suppressions.repository';
import { Suppressions } from './suppressions.service';

@Module({
  imports: [DatabaseModule, LeadQueueModule],
  providers: [
    CrmActivityRepository,
    LeadBell,
    LeadIntakeRepository,
    LeadNews,
    LeadsRepository,
    LeadsService,
    Suppressions,
    SuppressionsRepository,
  ],
  exports: [CrmActivityRepository, LeadBell, LeadIntakeRepository, LeadNews, LeadsService, Suppressions],
})
export class LeadsModule {}
