import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

const PREFIX = 'whsk_';
const PUBLIC_PREFIX = 'whpk_';
const SEED_BYTES = 32;
const PAIR_BYTES = 64;

/** RFC 8410: what stands before the 32 bytes of the seed in the PKCS #8 form of an Ed25519 private key. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A public key as JSON Web Key (RFC 8037), `kid` being its RFC 7638 thumbprint. */
export interface SigningJwk {
  kty: 'OKP';
  crv: 'Ed25519';
  x: string;
  kid: string;
  use: 'sig';
  alg: 'EdDSA';
}

/** Whether the text means to be an asymmetric key; `checkSigningKey` says whether it is a good one. */
export function isSigningKey(text: string): boolean {
  return text.startsWith(PREFIX);
}

/**
 * Writes an Ed25519 private key by Standard Webhooks 1.0.0: `whsk_` and base64. The standard leaves open which
 * bytes; these are the 64 its users exchange, seed and public key in a row.
 *
 * @param seed 32 random bytes
 */
export function formatSigningKey(seed: Uint8Array): string {
  return PREFIX + Buffer.concat([seed, publicBytes(privateKeyOf(seed))]).toString('base64');
}

/**
 * Checks an asymmetric key a customer brings along: `whsk_` and the canonical base64 of a 32-byte seed, with or
 * without its public key behind it.
 *
 * @returns null when it is fine, otherwise a sentence for the customer that does not repeat the key
 */
export function checkSigningKey(text: string): string | null {
  if (!isSigningKey(text)) return `A signing key begins with ${PREFIX}.`;
  const base64 = text.slice(PREFIX.length);
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.toString('base64') !== base64) {
    return `Behind ${PREFIX} a signing key is standard base64 with padding, and nothing else.`;
  }
  if (bytes.length !== SEED_BYTES && bytes.length !== PAIR_BYTES) {
    return `A signing key is the base64 of ${SEED_BYTES} or ${PAIR_BYTES} bytes; this one has ${bytes.length}.`;
  }
  const told = bytes.subarray(SEED_BYTES);
  const isPair = told.length === 0 || told.equals(publicBytes(privateKeyOf(bytes.subarray(0, SEED_BYTES))));
  return isPair ? null : 'The public key at the end of the signing key belongs to another private key.';
}

/**
 * The key to sign with. The public half, if there is one, is not looked at.
 *
 * @throws RangeError when the text is not `whsk_` and the base64 of 32 or 64 bytes
 */
export function signingKey(text: string): KeyObject {
  const bytes = Buffer.from(text.slice(PREFIX.length), 'base64');
  if (!isSigningKey(text) || (bytes.length !== SEED_BYTES && bytes.length !== PAIR_BYTES)) {
    throw new RangeError(
      `A signing key is ${PREFIX} and the base64 of ${SEED_BYTES} or ${PAIR_BYTES} bytes.`,
    );
  }
  return privateKeyOf(bytes.subarray(0, SEED_BYTES));
}

/**
 * What receivers verify with: `whpk_` and the base64 of the 32 bytes of the public key.
 *
 * @throws RangeError when the text is no `whsk_` key
 */
export function publicKeyOf(text: string): string {
  return PUBLIC_PREFIX + publicBytes(signingKey(text)).toString('base64');
}

/**
 * The public key of a `whsk_` key as an entry of a JWK set.
 *
 * @throws RangeError when the text is no `whsk_` key
 */
export function signingJwkOf(text: string): SigningJwk {
  const x = publicBytes(signingKey(text)).toString('base64url');
  // RFC 7638 section 3: the required members in this order, without white space.
  const kid = createHash('sha256')
    .update(JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x }))
    .digest('base64url');
  return { kty: 'OKP', crv: 'Ed25519', x, kid, use: 'sig', alg: 'EdDSA' };
}

function privateKeyOf(seed: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: 'der', type: 'pkcs8' });
}

function publicBytes(key: KeyObject): Buffer {
  // The last 32 bytes of the SubjectPublicKeyInfo of RFC 8410.
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-SEED_BYTES);
}
