import { Body, Controller, HttpStatus, Post, Req, Res, UseInterceptors } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { Idempotent, RequireScope } from '../../../../http';
import { refuseBound } from '../../../auth';
import { LeadView, toLeadView } from '../../../leads';
import { type CheckedLeadRequest, CheckLeadInterceptor } from '../../http/check-lead.interceptor';
import { IntakeService } from '../../intake.service';
import { CreateLeadDto } from './create-lead.dto';
import { toLeadDraft } from './to-lead-draft';

/** The first door: leads of whoever has a key. */
@ApiTags('Leads')
@Controller('v1/leads')
export class LeadIntakeController {
  constructor(private readonly intake: IntakeService) {}

  @Post()
  @RequireScope('leads:write')
  @Idempotent()
  // The one nearest to the method runs first.
  @UseInterceptors(CheckLeadInterceptor)
  @ApiOperation({
    summary: 'Send a lead',
    description:
      'Stores the lead and publishes `lead.submitted` in one commit; it is then verified and, if it is eligible, ' +
      'handed to a buyer. A phone number that was accepted in this account within the last 30 days is a duplicate: ' +
      'nothing is stored and the existing lead comes back with 200.',
  })
  @ApiCreatedResponse({ type: LeadView, description: 'Stored; `status` is `accepted`' })
  @ApiOkResponse({ type: LeadView, description: 'Known already; `status` is `duplicate`' })
  async create(
    @Req() request: CheckedLeadRequest,
    @Body() dto: CreateLeadDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LeadView> {
    const { candidate } = request;
    const caller = request.caller!;
    refuseBound(caller, 'Leads');
    const { kind, lead } = candidate
      ? await this.intake.store(candidate)
      : await this.intake.accept(toLeadDraft(dto, caller.accountId));
    if (kind === 'duplicate') void reply.status(HttpStatus.OK);
    return toLeadView(lead, kind);
  }
}
