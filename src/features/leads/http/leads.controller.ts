import { Body, Controller, Get, Param, Patch, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Caller,
  CurrentCaller,
  type Page,
  RequireScope,
  toCursor,
  toPage,
  toPageRequest,
} from '../../../http';
import { LeadTimeline } from '../lead-timeline.service';
import { LeadsService } from '../leads.service';
import { LeadTimelineView, toLeadTimelineView } from './lead-timeline.view';
import { LeadPageView, LeadView, toLeadView } from './lead.view';
import { ListLeadsQuery, toLeadFilter } from './list-leads.dto';
import { UpdateLeadDto } from './update-lead.dto';

/** Leads belong to the account as a whole: a key that is bound to a buyer gets 403 for all of this. */
@ApiTags('Leads')
@Controller('v1/leads')
export class LeadsController {
  constructor(
    private readonly leads: LeadsService,
    private readonly timeline: LeadTimeline,
  ) {}

  @Get()
  @RequireScope('leads:read')
  @ApiOperation({
    summary: 'List leads',
    description:
      'Newest first, by the time they came in. A page ends at about 8 MiB. There, and when few leads match, it may ' +
      'hold fewer than `limit`, even none, and still have a `next_cursor`: the list ends where `next_cursor` is null.',
  })
  @ApiOkResponse({ type: LeadPageView })
  async list(@CurrentCaller() caller: Caller, @Query() query: ListLeadsQuery): Promise<Page<LeadView>> {
    const identity = { list: 'leads', accountId: caller.accountId };
    const request = { ...toPageRequest(query, identity), ...identity };
    const { rows, resumeBefore } = await this.leads.list(caller, toLeadFilter(query), request);
    const page = toPage(rows, request, (lead) => toLeadView(lead));
    return resumeBefore === null ? page : { ...page, next_cursor: toCursor(resumeBefore, identity) };
  }

  @Get(':id')
  @RequireScope('leads:read')
  @ApiOperation({ summary: 'Get a lead' })
  @ApiOkResponse({ type: LeadView })
  async get(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<LeadView> {
    return toLeadView(await this.leads.get(caller, id));
  }

  @Patch(':id')
  @RequireScope('leads:write')
  @ApiOperation({
    summary: 'Change a lead',
    description:
      'What is left out stays as it is; `custom_fields` are replaced as a whole. Events that were published ' +
      'before keep what they said.',
  })
  @ApiOkResponse({ type: LeadView })
  async update(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() dto: UpdateLeadDto,
  ): Promise<LeadView> {
    const changes = { crmLeadId: dto.crm_lead_id, customFields: dto.custom_fields };
    return toLeadView(await this.leads.update(caller, id, changes));
  }

  @Get(':id/timeline')
  @RequireScope('leads:read')
  @ApiOperation({
    summary: 'Get the timeline of a lead',
    description:
      'What happened to the lead, oldest first: how it came in, its verification, where it went, follow-ups, ' +
      'news from the CRM, and the deliveries of its events. It covers the newest 200 events with the newest ' +
      '1,000 of their deliveries, 200 follow-ups and 200 CRM activities; events and deliveries only as long as ' +
      'they are kept.',
  })
  @ApiOkResponse({ type: LeadTimelineView })
  async getTimeline(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<LeadTimelineView> {
    return toLeadTimelineView(await this.timeline.tell(caller, id));
  }
}
