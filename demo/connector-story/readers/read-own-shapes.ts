import { type Facts, headerOf, type Keys, type ReceivedRequest } from '../visit';
import { readSynaptis, verifyBothWays } from './read-synaptis';

interface Contact {
  contact: { fullName: string; mobile: string };
  tags: string[];
}

/** A CRM with an API of its own: the address names the contact. */
export function readContact(request: ReceivedRequest, { secret }: Keys): Facts {
  verifyBothWays(request, secret);
  const [, leadId, source] = /^\/crm\/v2\/contacts\/(\w+)\?source=(.+)$/.exec(request.url) ?? [];
  if (request.method !== 'PUT' || leadId === undefined) throw new Error('contacts are PUT to their address');
  const { contact, tags } = JSON.parse(request.body) as Contact;
  return {
    lead_id: leadId,
    name: contact.fullName,
    phone: contact.mobile,
    tags: tags.join(', '),
    source: decodeURIComponent(source ?? ''),
    team: headerOf(request, 'x-crm-team'),
  };
}

/** Counts commissions. */
export function readCommission(request: ReceivedRequest, { secret }: Keys): Facts {
  verifyBothWays(request, secret);
  const { lead, commission } = JSON.parse(request.body) as { lead: string; commission: number };
  if (typeof commission !== 'number') throw new Error('a commission is a number');
  return { lead_id: lead, commission };
}

/** Wants the best leads only. */
export function readHotLead(request: ReceivedRequest, keys: Keys): Facts {
  const { lead_id: leadId = '' } = readSynaptis(request, keys);
  const { data } = JSON.parse(request.body) as { data: { state: string; quality_score: number } };
  return { lead_id: leadId, state: data.state, score: data.quality_score };
}
