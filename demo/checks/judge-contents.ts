import { type Verification } from '../receiving/verify-delivery';
import { LEAD_RECEIVERS } from '../story/cast';
import { type Evidence } from '../story/evidence';
import { type Check } from './check';

/** That what arrived was the event itself, signed. */
export function judgeContents(evidence: Evidence): Check[] {
  return [judgeSameness(evidence), ...judgeSignatures(evidence)];
}

function judgeSameness({ published, received }: Evidence): Check {
  const deliveries = LEAD_RECEIVERS.flatMap((name) => received.get(name) ?? []);
  const ids = new Set(deliveries.map(({ headers }) => headers['webhook-id']));
  const bodies = new Set(deliveries.map(({ body }) => body));
  const isTrue = bodies.size === 1 && ids.size === 1 && published !== null && ids.has(published.id);
  const found = `${ids.size} id and ${bodies.size} body in ${deliveries.length} attempts`;
  return { name: 'Every attempt carries the same id and bytes', isTrue, found };
}

function judgeSignatures({ received, tampered }: Evidence): Check[] {
  const verifications = [...received.values()].flat().map(({ verification }) => verification);
  const judge = (name: string, way: 'documented' | 'standard'): Check => {
    const right = verifications.filter((verification) => verification[way] === null).length;
    const isTrue = right === verifications.length && right > 0;
    return { name, isTrue, found: `${right} of ${verifications.length}` };
  };
  return [
    judge('Signatures verify as the documentation shows', 'documented'),
    judge('Signatures verify with standardwebhooks', 'standard'),
    {
      name: 'Both refuse a body with one changed character',
      isTrue: tampered !== null && tampered.documented !== null && tampered.standard !== null,
      found: tampered ? refusals(tampered) : 'not tried',
    },
  ];
}

function refusals({ documented, standard }: Verification): string {
  const say = (reason: string | null) => (reason === null ? 'accepted' : 'refused');
  return `${say(documented)} and ${say(standard)}`;
}
