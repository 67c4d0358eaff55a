import { JsonObjectField, NestedListField, TextField } from '../../../http';

const EXAMPLE_DATA = { lead_id: 'lead_456def', verification_status: 'passed', quality_score: 92 };

export class PublishEventDto {
  @TextField({
    description: 'A built-in or registered event type',
    example: 'lead.verified',
    minLength: 3,
    maxLength: 100,
    pattern: /^[a-z0-9_-]+(\.[a-z0-9_-]+)+$/,
    patternHint: 'must be an event type such as lead.verified',
  })
  type: string;

  @JsonObjectField({ description: 'What happened; receivers get it unchanged', example: EXAMPLE_DATA })
  data: Record<string, unknown>;

  @TextField({
    description: 'Publishes for one buyer: its webhooks get the event, and those without a buyer',
    example: 'buyer_06f2k8m1p4qsvx0z7w3h5j9n2c',
    optional: true,
    minLength: 1,
    maxLength: 64,
  })
  buyer_id?: string;
}

export class PublishBatchDto {
  @NestedListField({
    description: 'Events to publish together: all or none',
    of: () => PublishEventDto,
    minItems: 1,
    maxItems: 1_000,
  })
  events: PublishEventDto[];
}

export class TestWebhookDto {
  @TextField({
    description: "Event type whose example is sent; the webhook's first exact type by default",
    example: 'lead.verified',
    optional: true,
    maxLength: 100,
  })
  type?: string;

  @JsonObjectField({
    description: "Data to send instead of the type's example",
    example: EXAMPLE_DATA,
    optional: true,
  })
  data?: Record<string, unknown>;
}
