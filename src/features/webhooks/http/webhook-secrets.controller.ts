import { Body, Controller, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller, Idempotent, RequireScope } from '../../../http';
import { WebhookSecrets } from '../webhook-secrets.service';
import { WebhooksService } from '../webhooks.service';
import { RotateSecretDto, toRotation } from './rotate-secret.dto';
import { RotatedSecretView, toRotatedSecretView, WebhookSecretView } from './webhook-secret.view';

@ApiTags('Webhooks')
@Controller('v1/webhooks/:id/secret')
export class WebhookSecretsController {
  constructor(
    private readonly webhooks: WebhooksService,
    private readonly secrets: WebhookSecrets,
  ) {}

  @Get()
  @RequireScope('webhooks:write')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Reveal the signing secret',
    description: 'Asks for `webhooks:write`: whoever knows the secret can sign in the name of the platform.',
  })
  @ApiOkResponse({ type: WebhookSecretView })
  async reveal(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<WebhookSecretView> {
    const webhook = await this.webhooks.get(caller, id);
    return { secret: await this.secrets.reveal(webhook.id) };
  }

  @Post('rotate')
  @HttpCode(200)
  @RequireScope('webhooks:write')
  @Idempotent()
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Rotate the signing secret',
    description:
      'Until the grace period is over, deliveries carry a signature of the new and of the replaced secret. ' +
      'At most 10 older secrets can be live; a grace period of 0 ends all of them at once.',
  })
  @ApiOkResponse({ type: RotatedSecretView })
  async rotate(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() dto: RotateSecretDto,
  ): Promise<RotatedSecretView> {
    const webhook = await this.webhooks.get(caller, id);
    return toRotatedSecretView(await this.secrets.rotate(webhook.id, toRotation(dto)));
  }
}
