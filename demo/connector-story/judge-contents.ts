import { isDeepStrictEqual } from 'node:util';
import { type Check } from '../checks/check';
import { headerOf, type Visit } from './visit';
import { type ConnectorEvidence, deliveryTo, type Told, visitsTo } from './connector-evidence';
import { leadFacts } from './readers/lead-facts';
import { CRM_MAPPING, FAILING_MAPPING, LEAD, SCORED_LEADS } from './samples';
import { HOT_LEADS } from './tell-filter';
import { COMMISSIONS, positionIn } from './tell-held';
import { CRM } from './tell-mapping';

const CONTACT = {
  ...leadFacts(LEAD),
  tags: 'TX, solar-south',
  source: LEAD.source,
  team: CRM_MAPPING.metadata.team,
};

/** Mappings and filters. */
export function judgeContents(evidence: ConnectorEvidence): Check[] {
  return [
    judgeContact(evidence),
    judgeSameBytes(evidence),
    judgeFilter(evidence),
    judgeUnwanted(evidence),
    judgeHeld(evidence),
    judgeUnharmed(evidence),
    judgeMended(evidence),
  ];
}

function judgeContact(evidence: ConnectorEvidence): Check {
  const { status } = deliveryTo(evidence, CRM, evidence.contact) ?? {};
  const visits = visitsTo(evidence, CRM);
  return {
    name: 'The CRM gets its own body, header, address and PUT',
    isTrue: status === 'success' && visits.length > 0 && visits.every((visit) => hasFacts(visit, CONTACT)),
    found: visits[0] ? `${visits[0].request.method} ${visits[0].request.url}` : 'nothing',
  };
}

/** The second attempt signs anew, over the bytes of the first. */
function judgeSameBytes(evidence: ConnectorEvidence): Check {
  const visits = visitsTo(evidence, CRM);
  const requests = visits.map(({ request }) => request);
  const different = new Set(requests.map(({ method, url, body }) => `${method} ${url} ${body}`)).size;
  const signatures = new Set(requests.map((request) => headerOf(request, 'x-synaptis-signature'))).size;
  const valid = visits.filter(({ reading }) => reading.kind === 'read').length;
  const hasFailed = visits[0]?.answer.status === 503;
  return {
    name: 'After its 503 it gets the same bytes, signed anew',
    isTrue:
      hasFailed && visits.length >= 2 && different === 1 && valid === signatures && valid === visits.length,
    found: `${visits.length} attempts, ${different} request, ${valid} valid signatures`,
  };
}

function judgeFilter(evidence: ConnectorEvidence): Check {
  const visits = visitsTo(evidence, HOT_LEADS);
  const [{ lead }] = SCORED_LEADS.filter(({ isWanted }) => isWanted) as [(typeof SCORED_LEADS)[number]];
  const facts = { lead_id: lead.lead_id, state: lead.state, score: lead.quality_score };
  return {
    name: 'The lead from TX with 90 or more arrives, alone',
    isTrue: visits.length > 0 && visits.every((visit) => hasFacts(visit, facts)),
    found: [...new Set(visits.map(factsText))].join('; ') || 'nothing arrived',
  };
}

function judgeUnwanted({ scored }: ConnectorEvidence): Check {
  const counts = SCORED_LEADS.map((_, index) => scored[index]?.log.length);
  const told = scored.map(({ event }) => event?.deliveries);
  const expected = SCORED_LEADS.map(({ isWanted }) => (isWanted ? 1 : 0));
  return {
    name: 'The others make no delivery at all',
    isTrue: isDeepStrictEqual(counts, expected) && isDeepStrictEqual(told, expected),
    found: `deliveries: ${counts.join(', ') || 'none'}`,
  };
}

function judgeHeld({ held }: ConnectorEvidence): Check {
  const position = positionIn(held?.delivery.parked_detail ?? '') ?? 0;
  const isHeld = held?.delivery.parked_reason === 'mapping_failed' && held.delivery.attempts.length === 0;
  const isPlace = FAILING_MAPPING[position - 1] === '*';
  return {
    name: 'What cannot be mapped is held, and nothing is sent',
    isTrue: isHeld && isPlace && held.visits === 0,
    found: held ? `held at character ${position}, ${held.visits} requests` : 'not held',
  };
}

function judgeUnharmed(evidence: ConnectorEvidence): Check {
  const facts = { lead_id: 'lead_ann', commission: 360 };
  return judgeCommission(evidence, evidence.unharmed, { name: 'The other event is not kept waiting', facts });
}

function judgeMended(evidence: ConnectorEvidence): Check {
  const facts = { lead_id: 'lead_bob', commission: 430 };
  return judgeCommission(evidence, evidence.mended, {
    name: 'A PATCH that mends the mapping lets it go',
    facts,
  });
}

function judgeCommission(
  evidence: ConnectorEvidence,
  told: Told,
  { name, facts }: { name: string; facts: object },
): Check {
  const visits = visitsTo(evidence, COMMISSIONS).filter(
    ({ request }) => headerOf(request, 'webhook-id') === told.event?.id,
  );
  const status = deliveryTo(evidence, COMMISSIONS, told)?.status;
  return {
    name,
    isTrue: status === 'success' && visits.length > 0 && visits.every((visit) => hasFacts(visit, facts)),
    found: `${status ?? 'no delivery'}; ${[...new Set(visits.map(factsText))].join('; ') || 'nothing arrived'}`,
  };
}

function hasFacts({ reading }: Visit, facts: object): boolean {
  return reading.kind === 'read' && isDeepStrictEqual(reading.facts, facts);
}

function factsText({ reading }: Visit): string {
  return reading.kind === 'read' ? Object.values(reading.facts).join(' · ') : reading.problem;
}
