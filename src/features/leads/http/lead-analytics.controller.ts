import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller, RequireScope } from '../../../http';
import { LeadDetails } from '../lead-details.service';
import { LeadDetailView, toLeadDetailView } from './lead-detail.view';

/** The path is the one that documents of CRM webhooks promise. */
@ApiTags('Leads')
@Controller('analytics/leads')
export class LeadAnalyticsController {
  constructor(private readonly details: LeadDetails) {}

  @Get(':id')
  @RequireScope('leads:read')
  @ApiOperation({
    summary: 'Get a lead with its CRM activity',
    description:
      'The lead, its follow-ups and what the CRM told of it. `crm_activity` holds the newest 100, fewer when ' +
      'their payloads are larger than 4 MiB together.',
  })
  @ApiOkResponse({ type: LeadDetailView })
  async get(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<LeadDetailView> {
    return toLeadDetailView(await this.details.get(caller, id));
  }
}
