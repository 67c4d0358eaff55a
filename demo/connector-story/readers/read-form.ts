import { type Facts, headerOf, type Keys, type ReceivedRequest } from '../visit';
import { leadFacts } from './lead-facts';
import { verifyRaw } from './verify-raw';

const NAMES = ['lead_id', 'first_name', 'last_name', 'phone'];

/** An old CRM that takes what a web form would send. */
export function readForm(request: ReceivedRequest, { secret }: Keys): Facts {
  verifyRaw(request, secret);
  if (headerOf(request, 'content-type') !== 'application/x-www-form-urlencoded') {
    throw new Error('this is not a form');
  }
  const fields = new URLSearchParams(request.body);
  return leadFacts(Object.fromEntries(NAMES.map((name) => [name, fields.get(`data[${name}]`)])));
}
