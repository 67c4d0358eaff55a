import { type SendOutcome, type Verdict } from '../../../core/delivery';
import { isRecord } from './encode-json';
import { quoteWords } from './quote-words';

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

/**
 * The failure of a destination that answers 2xx and tells in the body that it did not take what was sent.
 *
 * @param what the destination did not take, with its article
 * @param words what it says about that, if anything
 */
export function refusedInBody(destination: string, what: string, words: unknown): Verdict {
  const sentence = `${destination} answered with a status of success, but did not take ${what}`;
  const quoted = quoteWords(words);
  const message = quoted === null ? `${sentence}.` : `${sentence}: ${quoted}.`;
  return { kind: 'failure', error: { code: 'REFUSED_BY_RECEIVER', message }, retryAfter: null };
}

/** Adds what the destination says to the sentence about a status that is not 2xx. */
export function explained(verdict: Verdict, destination: string, words: unknown): Verdict {
  const quoted = quoteWords(words);
  if (verdict.kind === 'success' || quoted === null) return verdict;
  const message = `${verdict.error.message} ${destination} says: ${quoted}.`;
  return { ...verdict, error: { ...verdict.error, message } };
}

/** The text of `Retry-After` for a number of seconds a body asks to wait; null where it is none. */
export function secondsToWait(value: unknown): string | null {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? String(Math.ceil(value)) : null;
}
