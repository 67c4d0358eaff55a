import { type SendOutcome, type Verdict } from '../../../core/delivery';
import { cutText } from './cut-text';
import { isRecord } from './encode-json';

const MAX_REASON = 300;

/** The text of an answer, as much of it as was kept; empty where there was none. */
export function answerText(outcome: SendOutcome): string {
  return outcome.kind === 'response' ? outcome.body.toString('utf8').trim() : '';
}

/** The JSON object an answer carries; empty where it carries none, or was cut. */
export function answerJson(outcome: SendOutcome): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(answerText(outcome));
    return isRecord(parsed) ? parsed : {};
  } catch {
    return {};
  }
}

/** The failure of a destination that answers 2xx and tells in the body that it did not take the message. */
export function refusedInBody(sentence: string, reason: unknown): Verdict {
  const error = { code: 'INVALID_RESPONSE', message: withReason(sentence, reason) } as const;
  return { kind: 'failure', error, retryAfter: null };
}

/** Adds what the destination says to the sentence about a status that is not 2xx. */
export function explained(verdict: Verdict, destination: string, reason: unknown): Verdict {
  if (verdict.kind === 'success' || !isText(reason)) return verdict;
  const message = withReason(`${verdict.error.message} ${destination} says`, reason);
  return { ...verdict, error: { ...verdict.error, message } };
}

/** The text of `Retry-After` for a number of seconds a body asks to wait; null where it is none. */
export function secondsToWait(value: unknown): string | null {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? String(Math.ceil(value)) : null;
}

function withReason(sentence: string, reason: unknown): string {
  return isText(reason)
    ? `${sentence}: ${cutText(reason.replaceAll(/\s+/g, ' ').trim(), MAX_REASON)}`
    : `${sentence}.`;
}

function isText(reason: unknown): reason is string {
  return typeof reason === 'string' && reason.trim() !== '';
}
