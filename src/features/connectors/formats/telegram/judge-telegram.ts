import { judge, type SendOutcome, type Verdict } from '../../../../core/delivery';
import { answerJson, answerText, explained, refusedInBody, secondsToWait } from '../answer-body';
import { isRecord } from '../encode-json';

/** `ok` is the first member; the message that follows it may be longer than what is kept of an answer. */
const TAKEN = /^\{\s*"ok"\s*:\s*true\b/;

/** Telegram takes a message with `{"ok":true,…}`, whatever the status; otherwise it tells why and how long to wait. */
export function judgeTelegram(outcome: SendOutcome): Verdict {
  const verdict = judge(outcome);
  if (outcome.kind === 'error') return verdict;
  const { description, parameters } = answerJson(outcome);
  if (verdict.kind === 'success' && TAKEN.test(answerText(outcome))) return verdict;
  const failure =
    verdict.kind === 'success'
      ? refusedInBody('Telegram', 'the message', description)
      : explained(verdict, 'Telegram', description);
  const wait = isRecord(parameters) ? secondsToWait(parameters['retry_after']) : null;
  return failure.kind === 'failure' && wait !== null ? { ...failure, retryAfter: wait } : failure;
}
