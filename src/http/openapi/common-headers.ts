import { type OpenAPIObject } from '@nestjs/swagger';

type Headers = NonNullable<NonNullable<OpenAPIObject['components']>['headers']>;

/** Response headers that many calls share. */
export const COMMON_HEADERS = {
  'X-Request-Id': {
    description: 'The id sent with the request, if it was sane, else a new one; it is in our logs as well',
    schema: { type: 'string', maxLength: 128 },
    example: 'req_1c9b6f0e-5d2a-4b8e-9a57-3f6d2c1e8b40',
  },
  'X-RateLimit-Limit': {
    description: 'Requests this API key may make in a minute; only for keys that have a limit',
    schema: { type: 'integer', minimum: 1 },
    example: 120,
  },
  'X-RateLimit-Remaining': {
    description: 'Requests left until `X-RateLimit-Reset`; only for keys that have a limit',
    schema: { type: 'integer', minimum: 0 },
    example: 117,
  },
  'X-RateLimit-Reset': {
    description: 'Seconds until the count starts again; only for keys that have a limit',
    schema: { type: 'integer', minimum: 0 },
    example: 42,
  },
  'Retry-After': {
    description: 'Seconds after which the same request may succeed',
    schema: { type: 'integer', minimum: 0 },
    example: 2,
  },
  'Idempotency-Replayed': {
    description:
      '`true` when this is the stored answer to an earlier request with the same `Idempotency-Key`',
    schema: { type: 'string', enum: ['true'] },
    example: 'true',
  },
  'WWW-Authenticate': {
    description: 'Always `Bearer`',
    schema: { type: 'string', enum: ['Bearer'] },
    example: 'Bearer',
  },
} satisfies Headers;

export type CommonHeader = keyof typeof COMMON_HEADERS;

export const RATE_LIMIT_HEADERS: CommonHeader[] = [
  'X-RateLimit-Limit',
  'X-RateLimit-Remaining',
  'X-RateLimit-Reset',
];

export function headerRefs(names: CommonHeader[]): Headers {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}
