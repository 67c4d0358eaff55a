import { ApiProperty } from '@nestjs/swagger';
import { EXAMPLE_SECRET } from '../../../core/signing';
import { EnumField, JsonObjectField, PageOf, TextField, TextListField } from '../../../http';
import { FORMAT_NAMES, type KeyKind } from '../format';
import { type FormatEntry } from '../format-catalogue.service';
import { REQUEST_METHODS } from '../request-content';

const KEY_KINDS: readonly KeyKind[] = ['secret', 'signing_key'];

export class FormatSignatureView {
  @TextListField({
    description: 'The headers that sign a delivery and say what is signed',
    example: ['webhook-id', 'webhook-timestamp', 'webhook-signature'],
    maxItems: 10,
  })
  headers: string[];

  @TextListField({
    description:
      'What the webhook can sign with: `secret`, a shared `whsec_` text; `signing_key`, a `whsk_` key whose public half ' +
      'verifies',
    example: KEY_KINDS,
    maxItems: KEY_KINDS.length,
  })
  keys: string[];

  @TextField({
    description: 'The published key that signs the sample; never one of a webhook',
    example: EXAMPLE_SECRET,
  })
  sample_key: string;
}

export class FormatSampleView {
  @TextField({ description: 'Type of the event, whose example is written', example: 'lead.verified' })
  event_type: string;

  @JsonObjectField({ description: 'The `format_options` it was written with', example: {} })
  options: Readonly<Record<string, unknown>>;

  @TextField({ description: 'What the body is announced as', example: 'application/json' })
  content_type: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'The headers that belong to the body, and those that sign it',
    example: { 'content-type': 'application/json' },
  })
  headers: Record<string, string>;

  @TextField({ description: 'The body, byte for byte', example: '{"text":"A lead was verified"}' })
  body: string;
}

export class FormatView {
  @EnumField({ description: 'Name, as `format` of a webhook', values: FORMAT_NAMES, example: 'slack' })
  name: string;

  @TextField({ description: 'Name for people', example: 'Slack' })
  title: string;

  @TextField({
    description: 'What deliveries look like and how they are signed',
    example: 'A message for an incoming webhook of Slack.',
  })
  description: string;

  @TextListField({
    description: 'What `method` of a webhook can be',
    example: REQUEST_METHODS,
    maxItems: REQUEST_METHODS.length,
  })
  methods: string[];

  @JsonObjectField({
    description: 'JSON Schema (2020-12) of `format_options`; null where there are none',
    example: null,
    nullable: true,
  })
  options_schema: Readonly<Record<string, unknown>> | null;

  @TextField({
    description:
      'The JSONata expression that makes the content while a webhook has no `mapping`, to start your own from; null where ' +
      'the content is the event itself',
    example: '{"text": event.type}',
    nullable: true,
  })
  default_mapping: string | null;

  @ApiProperty({
    description: 'How deliveries are signed; null where the destination knows no signature',
    type: FormatSignatureView,
    nullable: true,
  })
  signature: FormatSignatureView | null;

  @ApiProperty({ description: 'What a receiver gets', type: FormatSampleView })
  sample: FormatSampleView;
}

export const FormatPageView = PageOf(FormatView);

export function toFormatView({ format, methods, signature, sample }: FormatEntry): FormatView {
  return {
    name: format.name,
    title: format.title,
    description: format.description,
    methods: [...methods],
    options_schema: format.optionsSchema,
    default_mapping: format.defaultMapping,
    signature: signature && {
      headers: signature.headers,
      keys: signature.keys,
      sample_key: signature.exampleKey,
    },
    sample: {
      event_type: sample.eventType,
      options: sample.options,
      content_type: sample.contentType,
      headers: sample.headers,
      body: sample.body,
    },
  };
}
