import { EnumField, PageQuery, TextField } from '../../../http';
import { FORMAT_NAMES, type FormatName } from '../../connectors';
import { WEBHOOK_STATUSES, type WebhookFilter, type WebhookStatus } from '../webhook';

export class ListWebhooksQuery extends PageQuery {
  @EnumField({ description: 'Only webhooks in this state', optional: true, values: WEBHOOK_STATUSES })
  status?: WebhookStatus;

  @EnumField({ description: 'Only webhooks of this format', optional: true, values: FORMAT_NAMES })
  format?: FormatName;

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

export function toWebhookFilter({
  status,
  format,
  buyer_id: buyerId,
  event,
}: ListWebhooksQuery): WebhookFilter {
  return { status, format, buyerId, event };
}
