import { isDeepStrictEqual } from 'node:util';
import { type Check } from '../checks/check';
import { type ConnectorEvidence, deliveryTo, visitsTo } from './connector-evidence';
import { type Destination, DESTINATIONS, TOO_MANY } from './destinations';
import { leadFacts } from './readers/lead-facts';
import { LEAD } from './samples';
import { type Visit } from './visit';

/** That every receiver read the same lead out of its own format. */
export function judgeGallery(evidence: ConnectorEvidence): Check[] {
  return [
    ...DESTINATIONS.map((destination) => judgeDestination(evidence, destination)),
    judgeForged(evidence),
    judgeErrorInBody(evidence),
  ];
}

function judgeDestination(evidence: ConnectorEvidence, { name, format, isSigned }: Destination): Check {
  const visits = visitsTo(evidence, name);
  const status = deliveryTo(evidence, name, evidence.gallery)?.status ?? 'no delivery';
  const misread = visits.find(({ reading }) => !isLead(reading));
  return {
    name: `${name} (${format}) reads the lead`,
    isTrue: visits.length > 0 && misread === undefined && status === 'success',
    found: misread
      ? problemOf(misread)
      : `${status}${isSigned && visits.length > 0 ? ', signature valid' : ''}`,
  };
}

function isLead(reading: Visit['reading']): boolean {
  return reading.kind === 'read' && isDeepStrictEqual(reading.facts, leadFacts(LEAD));
}

function problemOf({ reading }: Visit): string {
  return reading.kind === 'refused' ? reading.problem : `read ${JSON.stringify(reading.facts)}`;
}

function judgeForged({ forged }: ConnectorEvidence): Check {
  const signed = DESTINATIONS.filter(({ isSigned }) => isSigned);
  const refused = signed.filter(({ name }) => forged.get(name)?.kind === 'refused');
  return {
    name: 'Whoever can verify refuses another id in the body',
    isTrue: refused.length === signed.length,
    found: `${refused.length} of ${signed.length}`,
  };
}

/** Telegram's first answer. */
function judgeErrorInBody(evidence: ConnectorEvidence): Check {
  const [first, ...later] = visitsTo(evidence, 'Telegram');
  const [attempt] = deliveryTo(evidence, 'Telegram', evidence.gallery)?.attempts ?? [];
  const isFailure = first?.answer === TOO_MANY && attempt?.error?.code === 'REFUSED_BY_RECEIVER';
  const isSame = later.length > 0 && later.every(({ request }) => request.body === first?.request.body);
  const first200 = isFailure ? '200 with an error in it is a failure' : 'the first answer was no failure';
  return {
    name: "Telegram's 200 with an error is tried again, same bytes",
    isTrue: isFailure && isSame,
    found: `${first200}, ${later.length} more ${isSame ? 'alike' : 'unlike'}`,
  };
}
