import { type AttemptError } from './attempt-error';
import { statusMessage } from './status-message';

/** What came of sending one attempt: an answer, whole or cut at the limit, or the reason there is none. */
export type SendOutcome =
  | {
      kind: 'response';
      statusCode: number;
      /** By lowercase name. */
      headers: Record<string, string>;
      /** As much of the body as is kept. */
      body: Buffer;
      bodyTruncated: boolean;
      /** Bytes of the whole body, null when it was not read to its end and not announced. */
      bodySize: number | null;
    }
  | { kind: 'error'; error: AttemptError };

/** What an attempt means for its delivery. */
export type Verdict =
  | { kind: 'success' }
  /** 410: the receiver wants nothing more, ever. */
  | { kind: 'gone'; error: AttemptError }
  | {
      kind: 'failure';
      error: AttemptError;
      /**
       * How long the receiver asks to wait, as the text of a `Retry-After` header: that of a 429 or 503, or the
       * seconds a destination names in its body. It can only move the next attempt later.
       */
      retryAfter: string | null;
    };

/**
 * Judges one attempt. Any 2xx is success, however its body ended; 410 is final; everything else is a failure
 * that the retry schedule decides about.
 */
export function judge(outcome: SendOutcome): Verdict {
  if (outcome.kind === 'error') return { kind: 'failure', error: outcome.error, retryAfter: null };
  const { statusCode, headers } = outcome;
  if (statusCode >= 200 && statusCode <= 299) return { kind: 'success' };
  const isRedirect = statusCode >= 300 && statusCode <= 399;
  const error: AttemptError = {
    code: isRedirect ? 'REDIRECT' : 'HTTP_STATUS',
    message: statusMessage(statusCode),
  };
  if (statusCode === 410) return { kind: 'gone', error };
  const mayAskToWait = statusCode === 429 || statusCode === 503;
  return { kind: 'failure', error, retryAfter: mayAskToWait ? (headers['retry-after'] ?? null) : null };
}
