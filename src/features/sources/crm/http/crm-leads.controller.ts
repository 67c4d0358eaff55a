import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiSecurity, ApiTags } from '@nestjs/swagger';
import { LossyNumbersAsText, type PlatformRequest, Public } from '../../../../http';
import { ApiDoorProblems } from '../../http/door-problems';
import { readOpenBody } from '../../http/read-open-body';
import { CrmGate } from '../crm-gate';
import { CrmNewsService } from '../crm-news.service';
import { CrmAnswerView, toCrmAnswer } from './crm-answer.view';
import { CrmLeadDto, eventTypeOf } from './crm-lead.dto';
import { givenSecrets } from './given-secrets';

/** The third door: news of leads from the customer's CRM, or from what stands in for it. */
@ApiTags('Lead sources')
@Controller('webhooks/crm/lead')
export class CrmLeadsController {
  constructor(
    private readonly gate: CrmGate,
    private readonly news: CrmNewsService,
  ) {}

  @Post()
  @Public()
  @LossyNumbersAsText()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Tell news of a lead from a CRM',
    description:
      'Needs the CRM secret instead of an API key, as `Authorization: Bearer <secret>` or as `X-API-Key: <secret>`: ' +
      'the one that an account has set with `PUT /v1/lead-sources/crm`, or, for the first account, ' +
      '`CRM_WEBHOOK_SECRET` (else `CRM_CALLBACK_SECRET`) of the environment. The whole body is stored as it came and ' +
      'published as `lead.crm_updated` in the same commit; without a lead it is answered with `stored: false`, so ' +
      'that the CRM does not try again. Numbers that a double cannot hold, such as ids of 20 digits, are published as ' +
      'texts of the same digits.',
  })
  @ApiSecurity('crmHeader')
  @ApiSecurity('crmBearer')
  @ApiBody({ type: CrmLeadDto })
  @ApiOkResponse({ type: CrmAnswerView, description: 'Stored, or nobody knows this lead' })
  @ApiDoorProblems(
    {
      400: '`crm_lead_id` is missing or not accepted, or the JSON is malformed',
      401: 'The secret is missing or wrong',
      503: 'No CRM secret is configured, or the database is away and nothing was stored',
    },
    'Bearer',
  )
  async receive(@Body() body: unknown, @Req() request: PlatformRequest): Promise<CrmAnswerView> {
    const accountId = await this.gate.pass(givenSecrets(request.headers));
    const { fields } = await readOpenBody(CrmLeadDto, body);
    const stored = await this.news.receive({
      accountId,
      crmLeadId: fields.crm_lead_id,
      eventType: eventTypeOf(fields),
      payloadText: request.bodyText!,
      payload: body,
    });
    return toCrmAnswer(stored);
  }
}
