import { PLATFORM_VERSION } from '../../platform/config';
import { formatOf } from '../connectors';
import { type PreparedAttempt } from './attempt-preparer';
import { type DeliveryRequest } from './delivery-request';

/**
 * The headers of one attempt as they go out (CONTRACT "A delivery on the wire"): the webhook's own, the request's,
 * and the signatures of its format with every live secret over this attempt's timestamp.
 *
 * @param timestamp Unix seconds of the attempt
 */
export function attemptHeaders(
  attempt: PreparedAttempt,
  request: DeliveryRequest,
  timestamp: number,
): Record<string, string> {
  const { target, event } = attempt;
  const signature = formatOf(target.content.format).sign({
    secrets: target.secrets,
    eventId: event.id,
    timestamp,
    body: request.body,
  });
  return replaceHeaders(target.headers, {
    ...request.headers,
    'user-agent': `Synaptis-Webhooks/${PLATFORM_VERSION}`,
    ...signature,
    ...('x-synaptis-signature' in signature && ownHeaders(attempt)),
  });
}

/** For receivers that know us; others get what their own documents tell of. */
function ownHeaders({ event, delivery, number }: PreparedAttempt): Record<string, string> {
  return {
    'x-synaptis-event': event.type,
    'x-synaptis-delivery': delivery.id,
    'x-synaptis-attempt': String(number),
  };
}

/** @param set by lowercase name; each takes the place of a `given` one of that name in any case */
function replaceHeaders(given: Record<string, string>, set: Record<string, string>): Record<string, string> {
  const kept = Object.entries(given).filter(([name]) => !Object.hasOwn(set, name.toLowerCase()));
  return { ...Object.fromEntries(kept), ...set };
}
