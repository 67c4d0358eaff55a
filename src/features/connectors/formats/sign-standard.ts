import { ed25519Signature, isSigningKey, standardSignature } from '../../../core/signing';
import { type SigningInput } from '../format';

/**
 * The three headers of Standard Webhooks 1.0.0. Each live key signs in its own form, `v1` for `whsec_` and `v1a`
 * for `whsk_`, so that a rotation may lead from one to the other.
 *
 * @throws RangeError without a key, because nothing leaves unsigned
 */
export function signStandard({
  secrets,
  eventId: id,
  timestamp,
  body,
}: SigningInput): Record<string, string> {
  if (secrets.length === 0) throw new RangeError('A signature needs at least one secret.');
  const signatures = secrets.map((secret) =>
    isSigningKey(secret)
      ? ed25519Signature({ key: secret, id, timestamp, body })
      : standardSignature({ secrets: [secret], id, timestamp, body }),
  );
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatures.join(' '),
  };
}
