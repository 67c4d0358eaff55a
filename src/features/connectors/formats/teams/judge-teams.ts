import { judge, type SendOutcome, type Verdict } from '../../../../core/delivery';
import { answerJson, answerText, explained, refusedInBody } from '../answer-body';
import { isRecord } from '../encode-json';

/** What the service behind a webhook of Teams writes into a 200 when the message did not arrive. */
const TROUBLE =
  /webhook message delivery failed|(?:summary or )?text is required|bad payload received|endpoint returned http error/i;

/** Workflows answer 202 without a body, older webhooks 200 with `1`; both may answer 200 with an error in the body. */
export function judgeTeams(outcome: SendOutcome): Verdict {
  const verdict = judge(outcome);
  const text = answerText(outcome);
  if (verdict.kind === 'success') {
    return TROUBLE.test(text) ? refusedInBody('Teams', 'the message', text) : verdict;
  }
  const { error } = answerJson(outcome);
  return explained(verdict, 'Teams', isRecord(error) ? error['message'] : undefined);
}
