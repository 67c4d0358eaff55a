import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post, Query, Res } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { normalisePhone } from '../../../core/leads';
import {
  type Caller,
  CurrentCaller,
  Idempotent,
  type Page,
  RequireScope,
  toPage,
  toPageRequest,
} from '../../../http';
import { Suppressions } from '../suppressions.service';
import { readPhones } from './read-phones';
import { CreateSuppressionDto, ImportSuppressionsDto, ListSuppressionsQuery } from './suppression.dto';
import {
  SuppressionImportView,
  SuppressionPageView,
  SuppressionView,
  toSuppressionImportView,
  toSuppressionView,
} from './suppression.view';

/** Suppressions belong to the account as a whole: a key that is bound to a buyer gets 403 for all of this. */
@ApiTags('Suppressions')
@Controller('v1/suppressions')
export class SuppressionsController {
  constructor(private readonly suppressions: Suppressions) {}

  @Post()
  @RequireScope('leads:write')
  @Idempotent()
  @ApiOperation({
    summary: 'Suppress a phone number',
    description:
      'Leads with this number that come in from now on are stored, but held back with the reason `suppressed`; ' +
      'so are those that have come in and are with no buyer yet. What a buyer has got is not taken back. A ' +
      'number that is in the list stays as it is, with its reason, and comes back with 200.',
  })
  @ApiCreatedResponse({ type: SuppressionView, description: 'Added' })
  @ApiOkResponse({ type: SuppressionView, description: 'There already' })
  async create(
    @CurrentCaller() caller: Caller,
    @Body() dto: CreateSuppressionDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SuppressionView> {
    const [phone] = await readPhones([dto.phone]);
    const { suppression, isNew } = await this.suppressions.add(caller, phone!, dto.reason ?? null);
    if (!isNew) void reply.status(HttpStatus.OK);
    return toSuppressionView(suppression);
  }

  @Post('import')
  @HttpCode(200)
  @RequireScope('leads:write')
  @Idempotent()
  @ApiOperation({
    summary: 'Suppress many phone numbers',
    description:
      'Up to 10,000 at once, all or none: when an entry is no phone number nothing is stored, and `errors` names ' +
      'each such entry, the first 100 of them. Numbers that are in the list stay as they are.',
  })
  @ApiOkResponse({ type: SuppressionImportView })
  async import(
    @CurrentCaller() caller: Caller,
    @Body() dto: ImportSuppressionsDto,
  ): Promise<SuppressionImportView> {
    const phones = await readPhones(dto.phones);
    return toSuppressionImportView(await this.suppressions.import(caller, phones, dto.reason ?? null));
  }

  @Get()
  @RequireScope('leads:read')
  @ApiOperation({ summary: 'List suppressed phone numbers', description: 'Newest first.' })
  @ApiOkResponse({ type: SuppressionPageView })
  async list(
    @CurrentCaller() caller: Caller,
    @Query() query: ListSuppressionsQuery,
  ): Promise<Page<SuppressionView>> {
    const identity = { list: 'suppressions', accountId: caller.accountId };
    const request = toPageRequest(query, identity);
    const phone = query.phone === undefined ? null : normalisePhone(query.phone);
    const suppressions = await this.suppressions.list(caller, phone, request);
    return toPage(suppressions, { ...request, ...identity }, toSuppressionView);
  }

  @Delete(':phone')
  @RequireScope('leads:write')
  @HttpCode(204)
  @ApiParam({
    name: 'phone',
    description: 'The phone number in any form it can be sent in, or the id of its entry',
    example: '+15551234567',
  })
  @ApiOperation({
    summary: 'Take a phone number out of the list',
    description: 'Leads that were held back because of it stay so.',
  })
  @ApiNoContentResponse()
  async delete(@CurrentCaller() caller: Caller, @Param('phone') phone: string): Promise<void> {
    await this.suppressions.remove(caller, phone);
  }
}
