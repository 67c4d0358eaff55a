import { judge, type SendOutcome, type Verdict } from '../../../../core/delivery';
import { answerJson, explained, secondsToWait } from '../answer-body';

/** Any 2xx, mostly 204 without a body. A 429 tells in its body, to the millisecond, how long to wait. */
export function judgeDiscord(outcome: SendOutcome): Verdict {
  const { message, retry_after } = answerJson(outcome);
  const verdict = explained(judge(outcome), 'Discord', message);
  const isLimited = outcome.kind === 'response' && outcome.statusCode === 429;
  if (verdict.kind !== 'failure' || !isLimited) return verdict;
  return { ...verdict, retryAfter: secondsToWait(retry_after) ?? verdict.retryAfter };
}
