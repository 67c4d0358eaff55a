import { createHmac, timingSafeEqual } from 'node:crypto';

/** SHA-256 in hexadecimal; the digits above 9 in either case. */
const HEX_SHA256 = /^[0-9a-f]{64}$/i;

/** What was signed, and with what it claims to be. */
export interface SignedBody {
  /** `X-Streamsynq-Signature` as it came. */
  signature: unknown;
  /** The body exactly as it came. */
  body: string;
}

/**
 * Whether the signature is the HMAC-SHA256 of the body's UTF-8 bytes with one of the secrets. Compares in
 * constant time, and with every secret, so that time does not tell which one it was.
 */
export function isSignedByOne(secrets: readonly string[], { signature, body }: SignedBody): boolean {
  if (typeof signature !== 'string' || !HEX_SHA256.test(signature)) return false;
  const given = Buffer.from(signature, 'hex');
  const matches = secrets.filter((secret) =>
    timingSafeEqual(createHmac('sha256', secret).update(body).digest(), given),
  );
  return matches.length > 0;
}
