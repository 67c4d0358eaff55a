export { type DeliveryTarget, DeliveryTargets } from './delivery-targets.service';
export { type Webhook, type WebhookStatus } from './webhook';
export { WebhooksModule } from './webhooks.module';
export { WebhooksService } from './webhooks.service';
