import { PLATFORM_VERSION } from '../../platform/config';
import { signAs } from '../connectors';
import { type DeliveryTarget } from '../webhooks';
import { attemptUrl, type DeliveryRequest } from './delivery-request';

/** What decides how an attempt goes out, beside the request. */
export interface AttemptFacts {
  event: { id: string; type: string };
  delivery: { id: string };
  /** From 1. */
  number: number;
  target: Pick<DeliveryTarget, 'url' | 'headers' | 'secrets'> & {
    content: Pick<DeliveryTarget['content'], 'format'>;
  };
}

/**
 * One attempt as it goes out; the headers that concern the connection come to it on the wire.
 *
 * @param timestamp Unix seconds of the attempt
 */
export function attemptRequest(attempt: AttemptFacts, request: DeliveryRequest, timestamp: number) {
  return {
    method: request.method,
    url: attemptUrl(attempt.target.url, request),
    headers: attemptHeaders(attempt, request, timestamp),
    body: request.body,
  };
}

/**
 * The headers of one attempt as they go out (CONTRACT "A delivery on the wire"): the webhook's own, the request's,
 * and the signatures of its format with every live secret over this attempt's timestamp. Keys of the kind that format
 * signs with may be gone by now, long after the webhook has changed to another: then that one signs.
 *
 * @param timestamp Unix seconds of the attempt
 */
export function attemptHeaders(
  attempt: AttemptFacts,
  request: DeliveryRequest,
  timestamp: number,
): Record<string, string> {
  const { target, event } = attempt;
  const input = { secrets: target.secrets, eventId: event.id, timestamp, body: request.body };
  const signature = signAs(request.format, input) ?? signAs(target.content.format, input);
  if (signature === null) throw new RangeError('A signature needs at least one secret.');
  return replaceHeaders(target.headers, {
    ...request.headers,
    'user-agent': `Synaptis-Webhooks/${PLATFORM_VERSION}`,
    ...signature,
    ...('x-synaptis-signature' in signature && ownHeaders(attempt)),
  });
}

/** For receivers that know us; others get what their own documents tell of. */
function ownHeaders({ event, delivery, number }: AttemptFacts): Record<string, string> {
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
