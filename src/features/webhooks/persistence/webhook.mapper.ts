import { type FormatOptions } from '../../connectors';
import { type EventFilter, type Webhook } from '../webhook';
import { type WebhookEntity } from './webhook.entity';

export function toWebhook({
  deletedAt: _deletedAt,
  filter,
  formatOptions,
  ...columns
}: WebhookEntity): Webhook {
  return { ...columns, filter: filter as EventFilter | null, formatOptions: formatOptions as FormatOptions };
}

/** A row of a webhook that is not deleted. */
export function toEntity({
  events,
  formatOptions,
  retryScheduleSeconds,
  headers,
  metadata,
  ...rest
}: Webhook): WebhookEntity {
  return {
    ...rest,
    events: [...events],
    formatOptions: { ...formatOptions },
    retryScheduleSeconds: retryScheduleSeconds && [...retryScheduleSeconds],
    headers: { ...headers },
    metadata: { ...metadata },
    deletedAt: null,
  };
}
