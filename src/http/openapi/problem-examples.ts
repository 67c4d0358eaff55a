import { AppError, ERROR_CODES, type ErrorCode, type FieldError } from '../../core/errors/app-error';
import { type Problem, toProblem } from '../problem';

interface Sample {
  detail: string;
  fields?: FieldError[];
}

const SAMPLES: Record<ErrorCode, Sample> = {
  MALFORMED_JSON: { detail: 'The body is not valid JSON: unexpected end at character 42.' },
  VALIDATION_FAILED: {
    detail: 'Some fields cannot be accepted: /url, /colour.',
    fields: [
      { pointer: '/url', detail: 'must be a string' },
      { pointer: '/colour', detail: 'is not a known field' },
    ],
  },
  INVALID_CURSOR: {
    detail: 'This cursor was not given out by this list; start without one.',
    fields: [{ pointer: '?cursor', detail: 'must be next_cursor of the same list' }],
  },
  INVALID_IDEMPOTENCY_KEY: { detail: 'Idempotency-Key must be 1 to 255 visible ASCII characters.' },
  UNAUTHENTICATED: { detail: 'Send a valid API key as Authorization: Bearer sk_live_….' },
  FORBIDDEN: { detail: 'This API key lacks the scope that the call needs.' },
  NOT_FOUND: { detail: 'There is no webhook with this id.' },
  REQUEST_TIMEOUT: { detail: 'The request did not arrive in time; send it again.' },
  IDEMPOTENCY_IN_PROGRESS: { detail: 'The first request with this Idempotency-Key is still running.' },
  ALREADY_EXISTS: {
    detail: 'There is already a buyer with this id.',
    fields: [{ pointer: '/id', detail: 'must not be in use' }],
  },
  BODY_TOO_LARGE: { detail: 'The body is larger than 1 MiB.' },
  UNSUPPORTED_CONTENT_TYPE: { detail: 'Send the body as application/json.' },
  UNSUPPORTED_CONTENT_ENCODING: { detail: 'Send the body uncompressed, without Content-Encoding.' },
  LOSSY_JSON: {
    detail:
      'Some values would be changed on their way to receivers; send them in another form, such as text.',
    fields: [{ pointer: '/data/order_number', detail: 'is an integer beyond 2^53' }],
  },
  UNKNOWN_EVENT_TYPE: {
    detail: 'This event type is not registered.',
    fields: [{ pointer: '/type', detail: 'must be built in or registered with POST /v1/event-types' }],
  },
  UNKNOWN_BUYER: {
    detail: 'There is no buyer with this id.',
    fields: [{ pointer: '/buyer_id', detail: 'must be the id of a buyer of this account' }],
  },
  URL_NOT_ALLOWED: {
    detail: 'Webhooks cannot be sent to this address.',
    fields: [{ pointer: '/url', detail: 'must lead to a public address' }],
  },
  HTTPS_REQUIRED: {
    detail: 'Webhook URLs must use https.',
    fields: [{ pointer: '/url', detail: 'must begin with https://' }],
  },
  IDEMPOTENCY_KEY_REUSED: {
    detail: 'This Idempotency-Key was used for another request in the last 24 hours; make a new key.',
  },
  RULE_VIOLATED: { detail: 'This delivery has ended and cannot be cancelled.' },
  RATE_LIMITED: { detail: 'This API key has used up its 120 requests a minute.' },
  HEADERS_TOO_LARGE: { detail: 'The headers are larger than 16 KiB.' },
  INTERNAL: { detail: 'Something went wrong on our side; quote the request id to support.' },
  UNAVAILABLE: { detail: 'The database cannot be reached right now; nothing was stored.' },
};

/** What an answer with this code looks like, made by the code that makes real answers. */
export function problemExample(code: ErrorCode): Problem {
  const { detail, fields } = SAMPLES[code];
  return toProblem(new AppError(code, detail, { fields }), 'req_1c9b6f0e-5d2a-4b8e-9a57-3f6d2c1e8b40');
}

export function codesWithStatus(status: number): ErrorCode[] {
  return (Object.keys(ERROR_CODES) as ErrorCode[]).filter((code) => ERROR_CODES[code].status === status);
}
