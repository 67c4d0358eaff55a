export { type DeliveryTarget, DeliveryTargets } from './delivery-targets.service';
export { secretFault, urlFault } from './http/webhook-faults';
export { type Webhook, type WebhookStatus } from './webhook';
export { WebhookRules } from './webhook-rules';
export { WebhooksModule } from './webhooks.module';
export { WebhooksService } from './webhooks.service';
