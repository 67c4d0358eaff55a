import { Module } from '@nestjs/common';
import { HttpModule } from '../../http';
import { PublicKeysController } from './http/public-keys.controller';
import { WebhookSecretsController } from './http/webhook-secrets.controller';
import { WebhooksController } from './http/webhooks.controller';
import { WebhooksModule } from './webhooks.module';

@Module({
  imports: [WebhooksModule, HttpModule],
  controllers: [WebhooksController, WebhookSecretsController, PublicKeysController],
})
export class WebhooksApiModule {}
