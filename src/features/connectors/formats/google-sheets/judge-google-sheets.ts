import { judge, type SendOutcome, type Verdict } from '../../../../core/delivery';
import { answerText, refusedInBody } from '../answer-body';

/** The page Apps Script shows, with status 200, when the script has failed or has no doPost. */
const ERROR_PAGE = /<title>Error<\/title>|Script function not found: doPost/;

const ROW = 'the row; Executions in Apps Script shows why';

/**
 * Apps Script runs `doPost` first and then answers 302 to a one-time address where what it returned can be read. That
 * redirect is the sign of success; following it would tell nothing more. Any other redirect is a failure, above all
 * the one to Google's sign-in.
 */
export function judgeGoogleSheets(outcome: SendOutcome): Verdict {
  const verdict = judge(outcome);
  if (outcome.kind === 'error') return verdict;
  if (verdict.kind === 'success') {
    const page = answerText(outcome);
    return ERROR_PAGE.test(page) ? refusedInBody('The script', ROW, page) : verdict;
  }
  const location = outcome.statusCode === 302 ? locationOf(outcome.headers['location']) : null;
  if (location?.hostname === 'script.googleusercontent.com' && location.pathname === '/macros/echo') {
    return { kind: 'success' };
  }
  if (location?.hostname !== 'accounts.google.com') return verdict;
  const message = 'Google asks for a sign-in: deploy the script as a web app that anyone may access.';
  return { ...verdict, error: { ...verdict.error, message } };
}

function locationOf(header: string | undefined): URL | null {
  const url = URL.canParse(header ?? '') ? new URL(header ?? '') : null;
  return url?.protocol === 'https:' ? url : null;
}
