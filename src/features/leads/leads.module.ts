import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../platform/database';
import { LeadQueueModule } from '../../platform/queue';
import { LeadBell } from './lead-bell';
import { LeadIntakeRepository } from './persistence/lead-intake.repository';

@Module({
  imports: [DatabaseModule, LeadQueueModule],
  providers: [LeadBell, LeadIntakeRepository],
  exports: [LeadBell, LeadIntakeRepository],
})
export class LeadsModule {}
