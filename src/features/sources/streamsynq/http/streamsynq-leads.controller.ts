import { Body, Controller, HttpCode, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiQuery, ApiSecurity, ApiTags } from '@nestjs/swagger';
import { LossyNumbersAsText, type PlatformRequest, Public } from '../../../../http';
import { ApiDoorProblems } from '../../http/door-problems';
import { IntakeService } from '../../intake.service';
import { SIGNATURE_CHALLENGE, StreamsynqGate } from '../streamsynq-gate';
import { toLeadDraft } from '../to-lead-draft';
import { StreamsynqAnswerView, toStreamsynqAnswer } from './streamsynq-answer.view';
import { readStreamsynqLead, StreamsynqLeadDto } from './streamsynq-lead.dto';

/** The second door: systems that were written for Streamsynq's lead webhook. */
@ApiTags('Lead sources')
@Controller('api/webhooks/lead')
export class StreamsynqLeadsController {
  constructor(
    private readonly gate: StreamsynqGate,
    private readonly intake: IntakeService,
  ) {}

  @Post()
  @Public()
  @LossyNumbersAsText()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Push a lead in the Streamsynq form',
    description:
      'Needs no API key: `user_id` names the account, and where the account has a signing secret every body must be ' +
      'signed. Publishes `lead.submitted`, and `lead.call_requested` for a dialler when the lead may be called, in ' +
      'the commit that stores the lead. Repeat after a 5xx: with a `source_lead_id` the lead is stored once. Numbers ' +
      'that a double cannot hold, such as ids of 20 digits, are kept as texts of the same digits.',
  })
  @ApiQuery({
    name: 'user_id',
    description: 'The UUID that `GET /v1/lead-sources/streamsynq` shows',
    schema: { type: 'string', format: 'uuid' },
    example: '7d2f1c9e-0b53-4c68-9f0a-2b8f7d3b6a10',
  })
  @ApiSecurity({})
  @ApiSecurity('streamsynqSignature')
  @ApiBody({ type: StreamsynqLeadDto })
  @ApiOkResponse({ type: StreamsynqAnswerView, description: 'Stored, or there already' })
  @ApiDoorProblems(
    {
      400: 'The `user_id` is missing, malformed or unknown, the JSON is malformed, or fields have values that are not accepted; all of them are named',
      401: 'The account has a signing secret, and `X-Streamsynq-Signature` is missing or wrong',
    },
    SIGNATURE_CHALLENGE,
  )
  async receive(
    @Query('user_id') userId: unknown,
    @Body() body: unknown,
    @Req() request: PlatformRequest,
  ): Promise<StreamsynqAnswerView> {
    const signature = request.headers['x-streamsynq-signature'];
    const door = await this.gate.pass(userId, { signature, body: request.bodyText ?? '' });
    const lead = await readStreamsynqLead(body);
    return toStreamsynqAnswer(await this.intake.accept(toLeadDraft(lead, door)));
  }
}
