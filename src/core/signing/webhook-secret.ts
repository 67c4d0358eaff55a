const PREFIX = 'whsec_';
const MIN_BYTES = 24;
const MAX_BYTES = 64;

/**
 * Writes the bytes of a signing secret the way customers see it: `whsec_` and standard base64 with
 * padding.
 */
export function formatSecret(bytes: Uint8Array): string {
  return PREFIX + Buffer.from(bytes).toString('base64');
}

/**
 * Checks a secret a customer brings along: `whsec_` and the canonical base64 of 24 to 64 bytes, the bounds of
 * Standard Webhooks 1.0.0. Canonical, so that every library decodes the same key from it.
 *
 * @returns null when it is fine, otherwise a sentence for the customer that does not repeat the secret
 */
export function checkSecret(text: string): string | null {
  if (!text.startsWith(PREFIX)) return `A secret begins with ${PREFIX}.`;
  const base64 = text.slice(PREFIX.length);
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.toString('base64') !== base64) {
    return `Behind ${PREFIX} a secret is standard base64 with padding, and nothing else.`;
  }
  if (bytes.length < MIN_BYTES || bytes.length > MAX_BYTES) {
    return `A secret is the base64 of ${MIN_BYTES} to ${MAX_BYTES} bytes; this one has ${bytes.length}.`;
  }
  return null;
}

/**
 * The key Standard Webhooks signs with: the bytes behind `whsec_`. The length is not judged here, so that any
 * secret that was ever accepted keeps working.
 *
 * @throws RangeError when the text is not `whsec_` and something
 */
export function secretKey(secret: string): Buffer {
  if (!secret.startsWith(PREFIX) || secret.length === PREFIX.length) {
    throw new RangeError(`A secret begins with ${PREFIX}, followed by base64.`);
  }
  return Buffer.from(secret.slice(PREFIX.length), 'base64');
}
