import { type CommonHeader, headerRefs, RATE_LIMIT_HEADERS } from './common-headers';
import { type Response } from './operations';
import { codesWithStatus, problemExample } from './problem-examples';
import { schemaRef } from './schemas';

/** What an operation takes, as far as it decides how the operation can fail. */
export interface OperationFacts {
  hasPathParameter: boolean;
  hasQuery: boolean;
  hasBody: boolean;
  hasIdempotencyKey: boolean;
}

interface FailureResponse {
  /** In `components.responses`. */
  name: string;
  description: string;
  headers?: CommonHeader[];
  applies: (facts: OperationFacts) => boolean;
}

const always = () => true;

const FAILURES: Record<string, FailureResponse> = {
  400: {
    name: 'BadRequest',
    description:
      'The request is malformed, or fields have values that are not accepted; all of them are named',
    headers: RATE_LIMIT_HEADERS,
    applies: ({ hasBody, hasQuery, hasIdempotencyKey }) => hasBody || hasQuery || hasIdempotencyKey,
  },
  401: {
    name: 'Unauthenticated',
    description: 'The API key is missing, malformed, unknown, expired or revoked',
    headers: ['WWW-Authenticate'],
    applies: always,
  },
  403: {
    name: 'Forbidden',
    description: 'The API key lacks the scope, or is bound to a buyer and the call is for the whole account',
    headers: RATE_LIMIT_HEADERS,
    applies: always,
  },
  404: {
    name: 'NotFound',
    description: 'There is nothing with this id that the API key may see',
    headers: RATE_LIMIT_HEADERS,
    applies: ({ hasPathParameter }) => hasPathParameter,
  },
  408: {
    name: 'RequestTimeout',
    description: 'The request did not arrive within 30 seconds',
    applies: ({ hasBody }) => hasBody,
  },
  409: {
    name: 'Conflict',
    description:
      'The first request with this `Idempotency-Key` is still running, or the thing exists already',
    headers: ['Retry-After', ...RATE_LIMIT_HEADERS],
    applies: ({ hasIdempotencyKey }) => hasIdempotencyKey,
  },
  413: {
    name: 'BodyTooLarge',
    description: 'The body is larger than 1 MiB',
    applies: ({ hasBody }) => hasBody,
  },
  415: {
    name: 'UnsupportedMediaType',
    description: 'The body is not `application/json`, or it is compressed',
    applies: ({ hasBody }) => hasBody,
  },
  422: {
    name: 'Unprocessable',
    description:
      'The request is well-formed and breaks a rule, or the `Idempotency-Key` belongs to another request',
    headers: RATE_LIMIT_HEADERS,
    applies: ({ hasBody, hasIdempotencyKey }) => hasBody || hasIdempotencyKey,
  },
  429: {
    name: 'RateLimited',
    description: 'The API key has used up its requests of this minute',
    headers: ['Retry-After', ...RATE_LIMIT_HEADERS],
    applies: always,
  },
  431: {
    name: 'HeadersTooLarge',
    description: 'The headers of the request are larger than 16 KiB',
    applies: always,
  },
  500: {
    name: 'InternalError',
    description: 'A mistake of ours; the request id helps us to find it',
    applies: always,
  },
  503: {
    name: 'Unavailable',
    description: 'The database is away and nothing was stored; the same request may be sent again',
    headers: ['Retry-After'],
    applies: always,
  },
};

/** All failures by their names in `components.responses`. */
export function sharedFailures(): Record<string, Response> {
  return Object.fromEntries(
    Object.entries(FAILURES).map(([status, { name }]) => [name, failureResponse(status)]),
  );
}

/** References to the failures that a secured operation can answer with, by status. */
export function failureRefs(facts: OperationFacts): Record<string, { $ref: string }> {
  const possible = Object.entries(FAILURES).filter(([, { applies }]) => applies(facts));
  return Object.fromEntries(
    possible.map(([status, { name }]) => [status, { $ref: `#/components/responses/${name}` }]),
  );
}

/** A controller's own words about a failure, with the schema, examples and headers that every failure has. */
export function completeFailure(status: string, own: Response): Response {
  if (!(status in FAILURES)) return own;
  const standard = failureResponse(status);
  return { ...standard, ...own, description: own.description || standard.description };
}

function failureResponse(status: string): Response {
  const { description, headers = [] } = FAILURES[status]!;
  const examples = codesWithStatus(Number(status)).map((code) => {
    const value = problemExample(code);
    return [code, { summary: value.title, value }];
  });
  return {
    description,
    headers: headerRefs(['X-Request-Id', ...headers]),
    content: {
      'application/problem+json': {
        schema: schemaRef('Problem'),
        examples: Object.fromEntries(examples) as Record<string, object>,
      },
    },
  };
}
