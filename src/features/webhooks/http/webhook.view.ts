import {
  EnumField,
  IntField,
  IntListField,
  PageOf,
  StringMapField,
  TextField,
  TextListField,
  TimeField,
} from '../../../http';
import { type Webhook, WEBHOOK_STATUSES, type WebhookStatus } from '../webhook';
import {
  FilterField,
  FormatField,
  FormatOptionsField,
  MAPPING_EXAMPLES,
  MappingField,
  MethodField,
} from './content-fields';

export class WebhookView {
  @TextField({ description: 'Id of the webhook', example: 'wh_01kevbny6gfj4t2r8a5x0c9dqs' })
  id: string;

  @TextField({
    description: 'Where deliveries are sent, normalised',
    example: 'https://your-server.com/webhooks/synaptis',
    format: 'uri',
  })
  url: string;

  @TextListField({
    description: 'Event types, prefixes, or `*`',
    example: ['lead.verified', 'delivery.*'],
    minItems: 1,
    maxItems: 50,
  })
  events: string[];

  @FilterField({})
  filter: Readonly<Record<string, unknown>> | null;

  @FormatField({})
  format: string;

  @FormatOptionsField({})
  format_options: Readonly<Record<string, unknown>>;

  @MethodField({})
  method: string;

  @MappingField("the body's content; null for the format's own", { example: MAPPING_EXAMPLES.body })
  mapping: string | null;

  @MappingField('further headers', { example: MAPPING_EXAMPLES.headers })
  header_mapping: string | null;

  @MappingField('path and query', { example: MAPPING_EXAMPLES.url })
  url_mapping: string | null;

  @IntField({
    description: 'Counts the changes of what deliveries look like, from 1',
    example: 1,
    min: 1,
    max: 2_147_483_647,
  })
  content_version: number;

  @TextField({ description: 'For people', example: 'Production webhook endpoint', nullable: true })
  description: string | null;

  @TextField({
    description: 'The buyer whose events it gets; null for all events of the account',
    example: 'buyer_01kejz4m9cf6ytmz8r3t5b7n2d',
    nullable: true,
  })
  buyer_id: string | null;

  @StringMapField({
    description: 'Sent with every attempt',
    example: { 'x-api-key': 'your-own-key' },
    maxEntries: 20,
    maxNameLength: 4096,
    maxValueLength: 4096,
  })
  headers: Readonly<Record<string, string>>;

  @IntField({
    description: "Time limit of an attempt; null for the platform's default",
    example: null,
    nullable: true,
    min: 1000,
    max: 30_000,
  })
  timeout_ms: number | null;

  @IntListField({
    description: "Waits after each failed attempt; null for the platform's default",
    example: null,
    nullable: true,
    maxItems: 20,
    min: 1,
    max: 2_592_000,
  })
  retry_schedule_seconds: number[] | null;

  @StringMapField({
    description: 'Your own labels',
    example: { team: 'routing' },
    maxEntries: 50,
    maxNameLength: 40,
    maxValueLength: 500,
  })
  metadata: Readonly<Record<string, string>>;

  @EnumField({ description: 'Whether deliveries go out', example: 'active', values: WEBHOOK_STATUSES })
  status: WebhookStatus;

  @TextField({ description: 'Why it is disabled; null while active', example: null, nullable: true })
  disabled_reason: string | null;

  @TimeField({ description: 'When it was created' })
  created: string;

  @TimeField({ description: 'When it was last changed' })
  updated: string;
}

export class CreatedWebhookView extends WebhookView {
  @TextField({
    description: 'The signing secret; shown here and by `GET /v1/webhooks/:id/secret` only',
    example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwqf1b3VYw8kE=',
  })
  secret: string;
}

export const WebhookPageView = PageOf(WebhookView);

export function toWebhookView(webhook: Webhook): WebhookView {
  return {
    id: webhook.id,
    url: webhook.url,
    events: webhook.events,
    filter: webhook.filter,
    format: webhook.format,
    format_options: webhook.formatOptions,
    method: webhook.method,
    mapping: webhook.mapping,
    header_mapping: webhook.headerMapping,
    url_mapping: webhook.urlMapping,
    content_version: webhook.contentVersion,
    description: webhook.description,
    buyer_id: webhook.buyerId,
    headers: webhook.headers,
    timeout_ms: webhook.timeoutMs,
    retry_schedule_seconds: webhook.retryScheduleSeconds,
    metadata: webhook.metadata,
    status: webhook.status,
    disabled_reason: webhook.disabledReason,
    created: webhook.createdAt.toISOString(),
    updated: webhook.updatedAt.toISOString(),
  };
}
