/** How a failure is answered over HTTP; the filter in `http/` maps each code to its status and title. */
export interface FieldError {
  /** JSON pointer (RFC 6901) into the request body, or `?name` for a query parameter. */
  pointer: string;
  /** A plain sentence that says what would be accepted. */
  detail: string;
}

export interface AppErrorOptions {
  /** Fields at fault, every one of them, for validation failures and refused values. */
  fields?: FieldError[];
  /** Seconds after which the same call may succeed; becomes `Retry-After`. */
  retryAfterSeconds?: number;
  /** How to prove oneself, for UNAUTHENTICATED where it is not by an API key; becomes `WWW-Authenticate`. */
  challenge?: string;
  cause?: unknown;
}

/**
 * Every status the API answers failures with, by its stable code.
 * Clients branch on the code, people read the detail.
 */
export const ERROR_CODES = {
  MALFORMED_JSON: { status: 400, title: 'Malformed JSON' },
  VALIDATION_FAILED: { status: 400, title: 'Validation failed' },
  INVALID_CURSOR: { status: 400, title: 'Invalid cursor' },
  INVALID_IDEMPOTENCY_KEY: { status: 400, title: 'Invalid idempotency key' },
  UNAUTHENTICATED: { status: 401, title: 'Unauthenticated' },
  FORBIDDEN: { status: 403, title: 'Forbidden' },
  NOT_FOUND: { status: 404, title: 'Not found' },
  REQUEST_TIMEOUT: { status: 408, title: 'Request timeout' },
  IDEMPOTENCY_IN_PROGRESS: { status: 409, title: 'Request in progress' },
  ALREADY_EXISTS: { status: 409, title: 'Already exists' },
  BODY_TOO_LARGE: { status: 413, title: 'Body too large' },
  UNSUPPORTED_CONTENT_TYPE: { status: 415, title: 'Unsupported content type' },
  UNSUPPORTED_CONTENT_ENCODING: { status: 415, title: 'Unsupported content encoding' },
  LOSSY_JSON: { status: 422, title: 'Value would not survive delivery' },
  UNKNOWN_EVENT_TYPE: { status: 422, title: 'Unknown event type' },
  UNKNOWN_BUYER: { status: 422, title: 'Unknown buyer' },
  URL_NOT_ALLOWED: { status: 422, title: 'URL not allowed' },
  HTTPS_REQUIRED: { status: 422, title: 'HTTPS required' },
  IDEMPOTENCY_KEY_REUSED: { status: 422, title: 'Idempotency key reused' },
  RULE_VIOLATED: { status: 422, title: 'Rule violated' },
  RATE_LIMITED: { status: 429, title: 'Too many requests' },
  HEADERS_TOO_LARGE: { status: 431, title: 'Headers too large' },
  INTERNAL: { status: 500, title: 'Internal error' },
  UNAVAILABLE: { status: 503, title: 'Temporarily unavailable' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ErrorCode = keyof typeof ERROR_CODES;

/** The one error our own code throws for failures a caller must hear about. */
export class AppError extends Error {
  readonly fields: FieldError[] | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly challenge: string | undefined;

  constructor(
    readonly code: ErrorCode,
    /** A plain sentence for the caller: what is wrong and what to do. Never a secret, never an inner address. */
    message: string,
    options: AppErrorOptions = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'AppError';
    this.fields = options.fields;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.challenge = options.challenge;
  }
}
