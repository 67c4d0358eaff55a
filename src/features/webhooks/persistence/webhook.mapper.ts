import { type Webhook } from '../webhook';
import { type WebhookEntity } from './webhook.entity';

export function toWebhook({ deletedAt: _deletedAt, ...columns }: WebhookEntity): Webhook {
  return columns;
}

/** A row of a webhook that is not deleted. */
export function toEntity({
  events,
  retryScheduleSeconds,
  headers,
  metadata,
  ...rest
}: Webhook): WebhookEntity {
  return {
    ...rest,
    events: [...events],
    retryScheduleSeconds: retryScheduleSeconds && [...retryScheduleSeconds],
    headers: { ...headers },
    metadata: { ...metadata },
    deletedAt: null,
  };
}
