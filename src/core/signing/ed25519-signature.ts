import { sign } from 'node:crypto';
import { signingKey } from './ed25519-key';

export interface Ed25519SignatureInput {
  /** A `whsk_` key. */
  key: string;
  /** The value of `webhook-id`. */
  id: string;
  /** Unix seconds, the value of `webhook-timestamp`. */
  timestamp: number;
  /** The body exactly as sent. */
  body: string | Uint8Array;
}

/**
 * One entry of `webhook-signature` in the asymmetric form of Standard Webhooks 1.0.0: `v1a,<base64>`, Ed25519
 * over `<id>.<timestamp>.<body>`.
 *
 * @throws RangeError when the key is no `whsk_` key
 */
export function ed25519Signature({ key, id, timestamp, body }: Ed25519SignatureInput): string {
  const signed = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), Buffer.from(body)]);
  return `v1a,${sign(null, signed, signingKey(key)).toString('base64')}`;
}
