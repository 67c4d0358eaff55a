import { createHmac } from 'node:crypto';
import { type Facts, headerOf, type Keys, type ReceivedRequest } from '../visit';
import { isSame } from './is-same';

interface LeadsBotBody {
  event: string;
  data: Record<string, unknown>;
}

/** A receiver written for LeadsBot: HMAC-SHA256 of the raw body in hexadecimal, then `{event, data}`. */
export function readLeadsBot(request: ReceivedRequest, { secret }: Keys): Facts {
  const expected = createHmac('sha256', secret).update(request.body).digest('hex');
  if (!isSame(headerOf(request, 'x-leadsbot-signature'), expected)) {
    throw new Error('X-LeadsBot-Signature does not match');
  }
  const { event, data } = JSON.parse(request.body) as LeadsBotBody;
  if (event !== 'lead.created') throw new Error(`there is no event named ${event}`);
  return { lead_id: String(data['lead_id']), name: String(data['name']), phone: String(data['phone']) };
}
