import { verifyDelivery } from '../../receiving/verify-delivery';
import { type Facts, type Keys, type ReceivedRequest } from '../visit';
import { leadFacts } from './lead-facts';

/** The platform's own format, verified with the documented lines and with the standardwebhooks package. */
export function readSynaptis(request: ReceivedRequest, { secret }: Keys): Facts {
  verifyBothWays(request, secret);
  const { data } = JSON.parse(request.body) as { data: Record<string, unknown> };
  return leadFacts(data);
}

/** @throws Error with the first way's reason */
export function verifyBothWays(request: ReceivedRequest, secret: string): void {
  const { documented, standard } = verifyDelivery(request, secret);
  const problem = documented ?? standard;
  if (problem !== null) throw new Error(problem);
}
