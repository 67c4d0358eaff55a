import { standardSignature, type StandardSignatureInput } from './standard-webhooks';
import { synaptisSignature } from './synaptis-signature';

/**
 * The headers that sign a request in both forms (CONTRACT "A delivery on the wire"), with every live secret.
 *
 * @throws RangeError without a secret, because nothing leaves unsigned
 */
export function signatureHeaders({ secrets, id, timestamp, body }: StandardSignatureInput) {
  return {
    'x-synaptis-signature': synaptisSignature({ secrets, timestamp, body }),
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': standardSignature({ secrets, id, timestamp, body }),
  };
}
