import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CryptoModule } from '../../platform/crypto';
import { DatabaseModule } from '../../platform/database';
import { MappingsModule } from '../../platform/mappings';
import { OutboundHttpModule } from '../../platform/outbound-http';
import { SignalsModule } from '../../platform/signals';
import { BuyersModule } from '../buyers';
import { EventsModule } from '../events';
import { BuyerDeletedListener } from './buyer-deleted.listener';
import { DeliveryTargets } from './delivery-targets.service';
import { DeliveryTargetsRepository } from './persistence/delivery-targets.repository';
import { WebhookSecretEntity } from './persistence/webhook-secret.entity';
import { WebhookSecretsRepository } from './persistence/webhook-secrets.repository';
import { WebhookEntity } from './persistence/webhook.entity';
import { WebhooksRepository } from './persistence/webhooks.repository';
import { WebhookContentRules } from './webhook-content-rules';
import { WebhookLifecycle } from './webhook-lifecycle';
import { WebhookPublicKeys } from './webhook-public-keys.service';
import { WebhookRules } from './webhook-rules';
import { WebhookSecrets } from './webhook-secrets.service';
import { WebhooksService } from './webhooks.service';

@Module({
  imports: [
    BuyersModule,
    CryptoModule,
    DatabaseModule,
    EventsModule,
    MappingsModule,
    OutboundHttpModule,
    SignalsModule,
    TypeOrmModule.forFeature([WebhookEntity, WebhookSecretEntity]),
  ],
  providers: [
    BuyerDeletedListener,
    DeliveryTargets,
    DeliveryTargetsRepository,
    WebhookContentRules,
    WebhookLifecycle,
    WebhookPublicKeys,
    WebhookRules,
    WebhookSecrets,
    WebhookSecretsRepository,
    WebhooksRepository,
    WebhooksService,
  ],
  exports: [DeliveryTargets, WebhookPublicKeys, WebhookRules, WebhookSecrets, WebhooksService],
})
export class WebhooksModule {}
