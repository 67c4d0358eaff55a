import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller, Public, RequireScope } from '../../../http';
import { WebhookPublicKeys } from '../webhook-public-keys.service';
import { WebhooksService } from '../webhooks.service';
import { JwksView, PublicKeyView, toPublicKeyView } from './public-key.view';

@ApiTags('Webhooks')
@Controller()
export class PublicKeysController {
  constructor(
    private readonly webhooks: WebhooksService,
    private readonly keys: WebhookPublicKeys,
  ) {}

  @Get('v1/webhooks/:id/public-key')
  @RequireScope('webhooks:read')
  @ApiOperation({
    summary: 'Show the public key',
    description:
      'What receivers verify the `v1a` signatures of a webhook with: one of the format `standard` with the option ' +
      '`signature: ed25519`. 404 for every other webhook.',
  })
  @ApiOkResponse({ type: PublicKeyView })
  async current(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<PublicKeyView> {
    const webhook = await this.webhooks.get(caller, id);
    return toPublicKeyView(await this.keys.current(webhook.id));
  }

  @Get('.well-known/webhooks/:id/jwks.json')
  @Public()
  @Header('cache-control', 'public, max-age=300')
  @ApiOperation({
    summary: 'Public keys of a webhook as a JWK set',
    description:
      'For receivers; needs no API key. All keys that sign at the moment, so during a rotation the replaced ones too.',
  })
  @ApiOkResponse({ type: JwksView })
  @ApiNotFoundResponse({ description: 'There is no webhook with public keys with this id' })
  async list(@Param('id') id: string): Promise<JwksView> {
    return { keys: (await this.keys.listLive(id)).map((key) => ({ ...key })) };
  }
}
