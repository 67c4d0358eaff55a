import { type OpenAPIObject } from '@nestjs/swagger';
import { API_VERSION, buildEventBody, type BuiltinEventType } from '../../core/event-types';
import { EXAMPLE_SECRET } from '../../core/signing';
import { deliveryHeaders } from './delivery-headers';
import { type Operation, type PathItem } from './operations';
import { type Schema, schemaRef } from './schemas';

export const DELIVERIES_TAG = 'Received deliveries';

const EVENT_ID = 'evt_01kf0k8y20f2etja3vn6y8b1ke';
const CREATED = '2026-01-15T10:30:00.000Z';

/** Adds the `webhooks` section: what arrives at a receiver's URL for each event type. */
export function withWebhooks(document: OpenAPIObject, types: readonly BuiltinEventType[]): OpenAPIObject {
  const webhooks = types.map((type): [string, PathItem] => [type.name, { post: toOperation(type) }]);
  const schemas = types.flatMap((type): [string, Schema][] => [
    [dataSchemaName(type), withoutDialect(type)],
    [eventSchemaName(type), envelopeSchema(type)],
  ]);
  const { components } = document;
  return {
    ...document,
    webhooks: { ...document.webhooks, ...Object.fromEntries(webhooks) },
    components: {
      ...components,
      schemas: { ...components?.schemas, ...(Object.fromEntries(schemas) as Record<string, object>) },
    },
  };
}

function toOperation(type: BuiltinEventType): Operation {
  const envelope = { id: EVENT_ID, type: type.name, created: CREATED, data: type.example };
  const body = buildEventBody({ ...envelope, apiVersion: API_VERSION });
  const timestamp = Date.parse(CREATED) / 1000;
  return {
    tags: [DELIVERIES_TAG],
    operationId: `receive${pascalCase(type.name)}`,
    summary: type.name,
    description:
      `${type.description}\n\nThe signatures of the example are those of the compact body ` +
      `with the secret \`${EXAMPLE_SECRET}\` at ${timestamp}.`,
    security: [],
    parameters: deliveryHeaders({ eventId: EVENT_ID, eventType: type.name, timestamp, body }),
    requestBody: {
      required: true,
      description: 'Verify the signature over the bytes as they arrived, before parsing them.',
      content: {
        'application/json': {
          schema: schemaRef(eventSchemaName(type)),
          example: JSON.parse(body) as unknown,
        },
      },
    },
    responses: RECEIVER_RESPONSES,
  };
}

/** What a receiver may answer and what follows from it. */
const RECEIVER_RESPONSES: Operation['responses'] = {
  '2XX': {
    description: 'Received: the delivery has succeeded. Answer first and work afterwards: 5 s is the limit.',
  },
  '410': { description: 'No longer wanted: the delivery ends and the webhook is disabled.' },
  '429': { description: 'Too fast: tried again, not before `Retry-After` says.', headers: retryAfter() },
  '503': { description: 'Down for now: tried again, not before `Retry-After` says.', headers: retryAfter() },
  default: {
    description:
      'Anything else, redirects included, is a failed attempt and is tried again: 1 min, 5 min, 30 min, 2 h and ' +
      '24 h after the attempt before, unless the webhook has a schedule of its own.',
  },
};

function retryAfter() {
  return {
    'Retry-After': {
      description: 'Seconds or an HTTP date; can only move the next attempt later, by 24 h at most',
      schema: { type: 'string' },
      example: '120',
    },
  };
}

function envelopeSchema(type: BuiltinEventType): Schema {
  return {
    type: 'object',
    description: type.description,
    required: ['id', 'type', 'created', 'data', 'api_version'],
    properties: {
      id: { type: 'string', description: 'The event id; receivers remove duplicates by it' },
      type: { const: type.name, description: 'The event type' },
      created: { type: 'string', format: 'date-time', description: 'When the event was published' },
      data: { ...schemaRef(dataSchemaName(type)), description: 'What happened' },
      api_version: {
        const: API_VERSION,
        description: 'Version of this envelope and of the built-in payloads',
      },
    },
  };
}

/** `$schema` belongs to documents of their own; inside this one the dialect is that of OpenAPI 3.1, the same. */
function withoutDialect({ schema, example }: BuiltinEventType): Schema {
  const { $schema: _, ...rest } = schema;
  return { ...rest, examples: [example] };
}

function dataSchemaName({ name }: BuiltinEventType): string {
  return `${pascalCase(name)}Data`;
}

function eventSchemaName({ name }: BuiltinEventType): string {
  return `${pascalCase(name)}Event`;
}

function pascalCase(name: string): string {
  return name
    .split(/[^a-z0-9]/)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');
}
