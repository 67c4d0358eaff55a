import { Module } from '@nestjs/common';
import { HttpModule } from '../../http';
import { DatabaseModule } from '../../platform/database';
import { DeliveryLogModule } from '../deliveries';
import { LeadAnalyticsController } from './http/lead-analytics.controller';
import { LeadSubmissionsController } from './http/lead-submissions.controller';
import { LeadsController } from './http/leads.controller';
import { SuppressionsController } from './http/suppressions.controller';
import { LeadDetails } from './lead-details.service';
import { LeadSubmissionsService } from './lead-submissions.service';
import { LeadTimeline } from './lead-timeline.service';
import { LeadsModule } from './leads.module';
import { LeadEventsRepository } from './persistence/lead-events.repository';
import { LeadSubmissionsRepository } from './persistence/lead-submissions.repository';

@Module({
  imports: [DatabaseModule, DeliveryLogModule, HttpModule, LeadsModule],
  providers: [
    LeadDetails,
    LeadEventsRepository,
    LeadSubmissionsRepository,
    LeadSubmissionsService,
    LeadTimeline,
  ],
  controllers: [LeadAnalyticsController, LeadSubmissionsController, LeadsController, SuppressionsController],
})
export class LeadsApiModule {}
