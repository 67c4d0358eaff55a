import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../platform/database';
import { PeriodicModule } from '../../platform/periodic';
import { LeadHousekeeping, LeadHousekeepingRunner } from './lead-housekeeping';
import { LeadRetentionRepository } from './persistence/lead-retention.repository';

/** What is known of leads, kept within its bounds. */
@Module({
  imports: [DatabaseModule, PeriodicModule],
  providers: [LeadHousekeeping, LeadHousekeepingRunner, LeadRetentionRepository],
})
export class LeadsWorkerModule {}
