export { type DeliveryTarget, DeliveryTargets } from './delivery-targets.service';
export { toWebhookPatch, UpdateWebhookDto } from './http/update-webhook.dto';
export { secretFault, urlFault } from './http/webhook-faults';
export { type Webhook, type WebhookPatch, type WebhookStatus } from './webhook';
export { WebhookRules } from './webhook-rules';
export { WebhooksModule } from './webhooks.module';
export { WebhooksService } from './webhooks.service';
