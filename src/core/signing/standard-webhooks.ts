import { createHmac } from 'node:crypto';
import { parseTimestamp, verifyClaim, type Verification } from './verification';
import { secretKey } from './webhook-secret';

export interface StandardSignatureInput {
  /** Every live secret, the current one first; the key is what their base64 behind `whsec_` decodes to. */
  secrets: readonly string[];
  /** The value of `webhook-id`. */
  id: string;
  /** Unix seconds, the value of `webhook-timestamp`. */
  timestamp: number;
  /** The body exactly as sent. */
  body: string | Uint8Array;
}

export interface StandardVerifyInput {
  /** The value of `webhook-id`. */
  id: string;
  /** The value of `webhook-timestamp`. */
  timestamp: string;
  /** The value of `webhook-signature`. */
  signature: string;
  /** The body exactly as received. */
  body: string | Uint8Array;
  secret: string;
  /** Unix seconds. */
  nowSeconds: number;
  /** How far the signed time may be from now, 300 s unless told. */
  toleranceSeconds?: number;
}

/**
 * The value of `webhook-signature` by Standard Webhooks 1.0.0: `v1,<base64>` for each secret, separated by
 * spaces. The base64 is HMAC-SHA256 over `<id>.<timestamp>.<body>`.
 *
 * @throws RangeError without a secret, or with one that does not begin with `whsec_`
 */
export function standardSignature({ secrets, id, timestamp, body }: StandardSignatureInput): string {
  if (secrets.length === 0) throw new RangeError('A signature needs at least one secret.');
  const signed = `${id}.${timestamp}.`;
  return secrets.map((secret) => `v1,${base64Signature(secret, signed, body)}`).join(' ');
}

/**
 * Verifies the three Standard Webhooks headers in constant time; any `v1` signature may match. Signatures of
 * other versions (`v1a`) are passed over.
 *
 * @throws RangeError when the secret does not begin with `whsec_`
 */
export function verifyStandardSignature(input: StandardVerifyInput): Verification {
  const timestamp = parseTimestamp(input.timestamp);
  if (timestamp === null)
    return { kind: 'malformed', detail: 'webhook-timestamp is not a number of Unix seconds.' };
  const candidates = input.signature
    .split(' ')
    .filter((entry) => entry.startsWith('v1,'))
    .map((entry) => entry.slice('v1,'.length));
  if (!candidates.some((candidate) => /^[A-Za-z0-9+/]{43}=$/.test(candidate))) {
    return { kind: 'malformed', detail: 'webhook-signature has no v1,<base64 of 32 bytes> entry.' };
  }
  const { id, secret, body, nowSeconds, toleranceSeconds } = input;
  const expected = base64Signature(secret, `${id}.${input.timestamp}.`, body);
  return verifyClaim({ candidates, expected, timestamp, nowSeconds, toleranceSeconds });
}

function base64Signature(secret: string, signed: string, body: string | Uint8Array): string {
  return createHmac('sha256', secretKey(secret)).update(signed).update(body).digest('base64');
}
