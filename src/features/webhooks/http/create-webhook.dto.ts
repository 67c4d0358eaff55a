import { MAX_CUSTOM_HEADERS, MAX_CUSTOM_HEADERS_BYTES, MAX_URL_LENGTH } from '../../../core/net';
import { MAX_RETRY_WAIT_MS, MAX_RETRY_WAITS } from '../../../core/retry';
import { AcceptedBy, IntField, IntListField, StringMapField, TextField, TextListField } from '../../../http';
import { type FormatName, type RequestMethod } from '../../connectors';
import { type WebhookDraft } from '../webhook';
import {
  FilterField,
  FormatField,
  FormatOptionsField,
  MAPPING_EXAMPLES,
  MappingField,
  MethodField,
} from './content-fields';
import { eventsFault, headersFault, ownKeyFault, urlFault } from './webhook-faults';

export class CreateWebhookDto {
  @TextField({
    description: 'Where deliveries are sent: absolute, http or https, no user name or password',
    example: 'https://your-server.com/webhooks/synaptis',
    format: 'uri',
    maxLength: MAX_URL_LENGTH,
  })
  @AcceptedBy(urlFault)
  url: string;

  @TextListField({
    description: 'Event types (`lead.verified`), prefixes (`lead.*`), or `*` for everything',
    example: ['lead.verified', 'delivery.*'],
    minItems: 1,
    maxItems: 50,
    items: { maxLength: 100 },
  })
  @AcceptedBy(eventsFault)
  events: string[];

  @FilterField({ optional: true })
  filter?: Record<string, unknown> | null;

  @FormatField({ optional: true })
  format?: FormatName;

  @FormatOptionsField({ optional: true })
  format_options?: Record<string, unknown>;

  @MethodField({ optional: true })
  method?: RequestMethod;

  @MappingField("the body's content; null for the format's own", {
    optional: true,
    example: MAPPING_EXAMPLES.body,
  })
  mapping?: string | null;

  @MappingField('further headers, as an object of texts', {
    optional: true,
    example: MAPPING_EXAMPLES.headers,
  })
  header_mapping?: string | null;

  @MappingField('path and query; the host stays that of `url`', {
    optional: true,
    example: MAPPING_EXAMPLES.url,
  })
  url_mapping?: string | null;

  @TextField({
    description: 'For people',
    example: 'Production webhook endpoint',
    optional: true,
    nullable: true,
    maxLength: 500,
  })
  description?: string | null;

  @TextField({
    description: 'Gets only events published with this buyer; null for all events of the account',
    example: 'buyer_01kejz4m9cf6ytmz8r3t5b7n2d',
    optional: true,
    nullable: true,
    maxLength: 100,
  })
  buyer_id?: string | null;

  @StringMapField({
    description:
      `Sent with every attempt, at most ${MAX_CUSTOM_HEADERS_BYTES} bytes in all. Names the platform sets and ` +
      'names that concern the connection are refused',
    example: { 'x-api-key': 'your-own-key' },
    maxEntries: MAX_CUSTOM_HEADERS,
    maxNameLength: MAX_CUSTOM_HEADERS_BYTES,
    maxValueLength: MAX_CUSTOM_HEADERS_BYTES,
  })
  @AcceptedBy(headersFault)
  headers?: Record<string, string>;

  @IntField({
    description: "Time limit of an attempt in all; null for the platform's default of 5 seconds",
    example: 5000,
    optional: true,
    nullable: true,
    min: 1000,
    max: 30_000,
  })
  timeout_ms?: number | null;

  @IntListField({
    description:
      'Waits after each failed attempt. Empty for no retries; null for the default of 1 min, 5 min, 30 min, 2 h, 24 h',
    example: [60, 300, 1800, 7200, 86_400],
    optional: true,
    nullable: true,
    maxItems: MAX_RETRY_WAITS,
    min: 1,
    max: MAX_RETRY_WAIT_MS / 1000,
  })
  retry_schedule_seconds?: number[] | null;

  @StringMapField({
    description: 'Your own labels; sent to the receiver only where a mapping says so',
    example: { team: 'routing' },
    maxEntries: 50,
    maxNameLength: 40,
    maxValueLength: 500,
  })
  metadata?: Record<string, string>;

  @TextField({
    description:
      'Your own signing secret: `whsec_` and the base64 of 24 to 64 bytes, or, where the format is `standard` with ' +
      '`signature: ed25519`, `whsk_` and the base64 of 32 or 64. Left out, one is made',
    example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    optional: true,
    maxLength: 100,
  })
  @AcceptedBy(ownKeyFault)
  secret?: string;
}

export function toWebhookDraft(dto: CreateWebhookDto): WebhookDraft {
  return {
    url: dto.url,
    events: dto.events,
    filter: dto.filter ?? null,
    format: dto.format ?? 'synaptis',
    formatOptions: dto.format_options ?? {},
    method: dto.method ?? 'POST',
    mapping: dto.mapping ?? null,
    headerMapping: dto.header_mapping ?? null,
    urlMapping: dto.url_mapping ?? null,
    description: dto.description ?? null,
    buyerId: dto.buyer_id,
    headers: dto.headers ?? {},
    timeoutMs: dto.timeout_ms ?? null,
    retryScheduleSeconds: dto.retry_schedule_seconds ?? null,
    metadata: dto.metadata ?? {},
    secret: dto.secret,
  };
}
