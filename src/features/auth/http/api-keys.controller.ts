import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
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
  PageQuery,
  RequireScope,
  toPage,
  toPageRequest,
} from '../../../http';
import { type ApiKey } from '../api-key';
import { KeysService } from '../keys.service';
import {
  ApiKeyPage,
  type ApiKeyView,
  CreatedApiKeyView,
  toApiKeyView,
  toCreatedApiKeyView,
} from './api-key.view';
import { CurrentKey } from './authenticated-request';
import { CreateApiKeyDto } from './create-api-key.dto';
import { toNewKey } from './to-new-key';

@ApiTags('API keys')
@Controller('v1/api-keys')
export class ApiKeysController {
  constructor(private readonly keys: KeysService) {}

  @Post()
  @RequireScope('keys:manage')
  @Idempotent()
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Create an API key',
    description:
      'The answer is the only place where the key itself is shown. A key can only give scopes that it has; ' +
      'one that is bound to a buyer makes keys for that buyer. A key whose scopes are all leads:* begins with ' +
      'l2i_ and, without a limit of its own, may make 120 requests a minute.',
  })
  @ApiCreatedResponse({ type: CreatedApiKeyView })
  async create(@CurrentKey() grantor: ApiKey, @Body() dto: CreateApiKeyDto): Promise<CreatedApiKeyView> {
    return toCreatedApiKeyView(await this.keys.createAs(grantor, toNewKey(dto)));
  }

  @Get()
  @RequireScope('keys:manage')
  @ApiOperation({
    summary: 'List API keys',
    description:
      'Newest first, without revoked ones. A key that is bound to a buyer sees the keys of that buyer.',
  })
  @ApiOkResponse({ type: ApiKeyPage })
  async list(@CurrentCaller() caller: Caller, @Query() query: PageQuery): Promise<Page<ApiKeyView>> {
    const identity = { list: 'api-keys', accountId: caller.accountId };
    const request = toPageRequest(query, identity);
    return toPage(await this.keys.list(caller, request), { ...request, ...identity }, toApiKeyView);
  }

  @Delete(':id')
  @RequireScope('keys:manage')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Revoke an API key',
    description:
      'Takes effect at once. A key may revoke itself, but the last key of an account with keys:manage or * ' +
      'that is bound to no buyer is refused with 422 RULE_VIOLATED: create its successor first.',
  })
  @ApiNoContentResponse()
  async revoke(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<void> {
    await this.keys.revoke(caller.accountId, id, caller.buyerId);
  }
}
