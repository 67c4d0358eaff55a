import { judge, type SendOutcome, type Verdict } from '../../../../core/delivery';
import { answerJson, answerText, explained, refusedInBody } from '../answer-body';

/**
 * Slack takes a message with 200 and the body `ok`; triggers of Slack workflows with `{"ok":true}`. Other bodies name
 * the error (`invalid_blocks`, `channel_not_found`), with whatever status.
 */
export function judgeSlack(outcome: SendOutcome): Verdict {
  const verdict = judge(outcome);
  const text = answerText(outcome);
  const { ok, error } = answerJson(outcome);
  const reason = error ?? (isWord(text) ? text : undefined);
  if (verdict.kind !== 'success') return explained(verdict, 'Slack', reason);
  if (text === 'ok' || ok === true) return verdict;
  return refusedInBody('Slack', 'the message', error ?? text);
}

/** Slack's errors are single words; a proxy's page of HTML is not worth showing. */
function isWord(text: string): boolean {
  return /^[\w-]{1,60}$/.test(text);
}
