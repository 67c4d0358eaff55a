import { Body, Controller, Delete, Get, Header, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import {
  type Caller,
  CurrentCaller,
  Idempotent,
  type Page,
  RequireScope,
  toPage,
  toPageRequest,
} from '../../../http';
import { WebhooksService } from '../webhooks.service';
import { CreateWebhookDto, toWebhookDraft } from './create-webhook.dto';
import { ListWebhooksQuery, toWebhookFilter } from './list-webhooks.dto';
import { toWebhookPatch, UpdateWebhookDto } from './update-webhook.dto';
import { CreatedWebhookView, toWebhookView, WebhookPageView, WebhookView } from './webhook.view';

@ApiTags('Webhooks')
@Controller('v1/webhooks')
export class WebhooksController {
  constructor(private readonly webhooks: WebhooksService) {}

  @Post()
  @RequireScope('webhooks:write')
  @Idempotent()
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Create a webhook',
    description: 'The answer carries the signing secret that deliveries are verified with.',
  })
  @ApiCreatedResponse({ type: CreatedWebhookView })
  async create(@CurrentCaller() caller: Caller, @Body() dto: CreateWebhookDto): Promise<CreatedWebhookView> {
    const { webhook, secret } = await this.webhooks.create(caller, toWebhookDraft(dto));
    return { ...toWebhookView(webhook), secret };
  }

  @Get()
  @RequireScope('webhooks:read')
  @ApiOperation({ summary: 'List webhooks', description: 'Newest first, without deleted ones.' })
  @ApiOkResponse({ type: WebhookPageView })
  async list(@CurrentCaller() caller: Caller, @Query() query: ListWebhooksQuery): Promise<Page<WebhookView>> {
    const identity = { list: 'webhooks', accountId: caller.accountId };
    const page = toPageRequest(query, identity);
    const webhooks = await this.webhooks.list(caller, toWebhookFilter(query), page);
    return toPage(webhooks, { ...page, ...identity }, toWebhookView);
  }

  @Get(':id')
  @RequireScope('webhooks:read')
  @ApiOperation({ summary: 'Show a webhook' })
  @ApiOkResponse({ type: WebhookView })
  async get(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<WebhookView> {
    return toWebhookView(await this.webhooks.get(caller, id));
  }

  @Patch(':id')
  @RequireScope('webhooks:write')
  @ApiOperation({
    summary: 'Change a webhook',
    description:
      'Fields left out stay as they are, except that another `format` without `format_options` starts from its ' +
      'defaults; mappings stay. A format that signs with another kind of key makes a new one, to be had by ' +
      '`GET /v1/webhooks/:id/secret`; the replaced one signs along for a day where the format can. While 10 older ' +
      'secrets are live, such a change is refused. Deliveries of a disabled webhook wait until it is active again; ' +
      'deliveries under way finish with the settings they began with.',
  })
  @ApiOkResponse({ type: WebhookView })
  async update(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() dto: UpdateWebhookDto,
  ): Promise<WebhookView> {
    return toWebhookView(await this.webhooks.update(caller, id, toWebhookPatch(dto)));
  }

  @Delete(':id')
  @HttpCode(204)
  @RequireScope('webhooks:write')
  @ApiOperation({
    summary: 'Delete a webhook',
    description: 'Its secrets are removed and its pending deliveries cancelled; the delivery log stays.',
  })
  @ApiNoContentResponse()
  async delete(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<void> {
    await this.webhooks.delete(caller, id);
  }
}
