import { type Check } from '../checks/check';
import { isVerified } from '../receiving/verify-delivery';
import { judgeDelivery, judgeLeads } from './judge-leads';
import { type LeadEvidence, toldTo } from './lead-evidence';
import { PARTIES } from './parties';

const BIDDERS = PARTIES.filter(({ buyer }) => buyer);
/** What has to stand in the timeline of the portal's lead, in this order. */
const EXPECTED_ENTRIES = ['submitted', 'call_requested', 'verified', 'distributed', 'crm_activity'];

/** Everything the demonstration promises, held against what happened. */
export function judgeLeadEvidence(evidence: LeadEvidence): Check[] {
  return [
    ...judgeLeads(evidence),
    judgeBidRequests(evidence),
    judgeWinner(evidence),
    judgePost(evidence),
    judgeSignatures(evidence),
    judgeTimeline(evidence),
  ];
}

function judgeBidRequests({ bidRequests, ping }: LeadEvidence): Check {
  const asked = BIDDERS.map(({ name }) => bidRequests.get(name) ?? []);
  const requests = asked.flat();
  const bodies = new Set(requests.map(({ body }) => body));
  const isForPing = requests.every(({ headers }) => headers['webhook-id'] === ping?.id);
  return {
    name: 'Both bidders were asked once, with the same bytes',
    isTrue: asked.every(({ length }) => length === 1) && bodies.size === 1 && isForPing,
    found: `${requests.length} bid requests, ${bodies.size} body`,
  };
}

function judgeWinner(evidence: LeadEvidence): Check {
  const { ping } = evidence;
  const won = (name: 'acme' | 'globex') => toldTo(evidence, name, { type: 'bid.won', id: 'ping_id' });
  const isTold = ping !== null && won('globex').join() === ping.id && won('acme').length === 0;
  const winner = ping?.winner;
  return {
    name: 'The higher bid won, and its bidder alone was told',
    isTrue: isTold && winner?.buyer_id === 'buyer-globex' && winner.price === 42.5,
    found: winner ? `${winner.buyer_id} at ${winner.price}` : 'nobody won',
  };
}

function judgePost(evidence: LeadEvidence): Check {
  const { post } = evidence;
  return judgeDelivery(evidence, {
    name: 'The posted lead reached the winner, nobody else',
    isIn: post !== null && post.lead.status === 'accepted' && post.buyer_id === 'buyer-globex',
    leadId: post?.lead.id,
    buyer: 'globex',
  });
}

function judgeSignatures({ received, bidRequests }: LeadEvidence): Check {
  const all = [...received.values(), ...bidRequests.values()].flat();
  const right = all.filter(({ verification }) => isVerified(verification)).length;
  return {
    name: 'Every delivery and bid request verifies, both ways',
    isTrue: right === all.length && right > 0,
    found: `${right} of ${all.length}`,
  };
}

function judgeTimeline({ timeline }: LeadEvidence): Check {
  const entries = timeline.map(({ type }) => type).filter((type) => type !== 'delivery');
  const deliveries = timeline.length - entries.length;
  const isTold = entries.join() === EXPECTED_ENTRIES.join();
  const isDelivered = timeline.every(
    ({ type, title }) => type !== 'delivery' || title.includes('was delivered'),
  );
  return {
    name: 'The timeline tells all of it, deliveries included',
    isTrue: isTold && isDelivered && deliveries === 4,
    found: `${timeline.length} entries, ${deliveries} of them deliveries`,
  };
}
