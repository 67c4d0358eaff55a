import { signatureHeaders } from '../../core/signing';
import { PLATFORM_VERSION } from '../../platform/config';
import { type PreparedAttempt } from './attempt-preparer';

/**
 * The headers of one attempt as they go out (CONTRACT "A delivery on the wire"): both signatures with
 * every live secret, over this attempt's timestamp.
 *
 * @param timestamp Unix seconds of the attempt
 */
export function deliveryHeaders(attempt: PreparedAttempt, timestamp: number): Record<string, string> {
  const { target, event, delivery, number } = attempt;
  const { secrets } = target;
  return {
    ...target.headers,
    'content-type': 'application/json',
    'user-agent': `Synaptis-Webhooks/${PLATFORM_VERSION}`,
    ...signatureHeaders({ secrets, id: event.id, timestamp, body: event.body }),
    'x-synaptis-event': event.type,
    'x-synaptis-delivery': delivery.id,
    'x-synaptis-attempt': String(number),
  };
}
