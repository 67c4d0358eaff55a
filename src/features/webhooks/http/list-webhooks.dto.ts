import { EnumField, PageQuery, TextField } from '../../../http';
import { WEBHOOK_STATUSES, type WebhookFilter, type WebhookStatus } from '../webhook';

export class ListWebhooksQuery extends PageQuery {
  @EnumField({ description: 'Only webhooks in this state', optional: true, values: WEBHOOK_STATUSES })
  status?: WebhookStatus;

  @TextField({ description: 'Only webhooks of this buyer', optional: true, maxLength: 100 })
  buyer_id?: string;

  @TextField({
    description: 'Only webhooks subscribed to this event type, by name, prefix or `*`',
    example: 'lead.verified',
    optional: true,
    maxLength: 100,
  })
  event?: string;
}

export function toWebhookFilter({ status, buyer_id: buyerId, event }: ListWebhooksQuery): WebhookFilter {
  return { status, buyerId, event };
}
