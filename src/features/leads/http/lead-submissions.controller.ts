import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Caller,
  CurrentCaller,
  Idempotent,
  type Page,
  PageQuery,
  RequireScope,
  toCursor,
  toPage,
  toPageRequest,
} from '../../../http';
import { LeadSubmissionsService } from '../lead-submissions.service';
import { CreateLeadSubmissionDto, toNewLeadSubmission } from './create-lead-submission.dto';
import { LeadSubmissionPageView, LeadSubmissionView, toLeadSubmissionView } from './lead-submission.view';

@ApiTags('Leads')
@Controller('v1/leads/:id/submissions')
export class LeadSubmissionsController {
  constructor(private readonly submissions: LeadSubmissionsService) {}

  @Post()
  @RequireScope('leads:write')
  @Idempotent()
  @ApiOperation({
    summary: 'Add a follow-up to a lead',
    description:
      'For what the same person sends later. News from the CRM that names its `crm_lead_id` reaches the lead, ' +
      'unless a lead has that id itself.',
  })
  @ApiCreatedResponse({ type: LeadSubmissionView })
  async create(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() dto: CreateLeadSubmissionDto,
  ): Promise<LeadSubmissionView> {
    return toLeadSubmissionView(await this.submissions.add(caller, id, toNewLeadSubmission(dto)));
  }

  @Get()
  @RequireScope('leads:read')
  @ApiOperation({
    summary: 'List the follow-ups of a lead',
    description:
      'Newest first, by the time they were added. A page ends at about 8 MiB and may hold fewer than `limit` then: ' +
      'the list ends where `next_cursor` is null.',
  })
  @ApiOkResponse({ type: LeadSubmissionPageView })
  async list(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Query() query: PageQuery,
  ): Promise<Page<LeadSubmissionView>> {
    const identity = { list: `submissions of ${id}`, accountId: caller.accountId };
    const request = { ...toPageRequest(query, identity), ...identity };
    const { rows, resumeBefore } = await this.submissions.list(caller, id, request);
    const page = toPage(rows, request, toLeadSubmissionView);
    return resumeBefore === null ? page : { ...page, next_cursor: toCursor(resumeBefore, identity) };
  }
}
