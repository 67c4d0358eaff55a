import { createHash, randomBytes } from 'node:crypto';
import { isLeadsOnly } from './scope-rules';

export const KEY_MODES = ['live', 'test'] as const;
export type KeyMode = (typeof KEY_MODES)[number];

/** What a key may begin with, so that people and secret scanners can tell keys apart. */
export type KeyPrefix = `sk_${KeyMode}_` | typeof LEADS_PREFIX;
const LEADS_PREFIX = 'l2i_';

const SECRET_BYTES = 32;
/** Ours have 43 characters behind the prefix; a bootstrap key of the operator may have 32 to 128. */
const SECRET = /^(sk_live_|sk_test_|l2i_)[A-Za-z0-9_-]{32,128}$/;

/**
 * How a new key begins: `l2i_` when it is good for leads only, whatever the mode, for which that prefix has
 * no place; else `sk_live_` or `sk_test_`.
 */
export function prefixFor(scopes: readonly string[], mode: KeyMode): KeyPrefix {
  return isLeadsOnly(scopes) ? LEADS_PREFIX : `sk_${mode}_`;
}

/** A fresh key: the prefix and 256 random bits in 43 base64url characters. */
export function newApiKeySecret(prefix: KeyPrefix): string {
  return prefix + randomBytes(SECRET_BYTES).toString('base64url');
}

/** Whether a text could be a key at all, so that garbage is refused without a query. */
export function isApiKeySecret(text: string): boolean {
  return SECRET.test(text);
}

/** SHA-256. A slow password hash would add nothing: 256 random bits cannot be guessed. */
export function hashApiKey(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** What may be shown of a key for ever. */
export function visiblePartsOf(secret: string): { prefix: string; lastFour: string } {
  return { prefix: SECRET.exec(secret)?.[1] ?? '', lastFour: secret.slice(-4) };
}
