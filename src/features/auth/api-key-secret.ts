import { createHash, randomBytes } from 'node:crypto';

export const KEY_MODES = ['live', 'test'] as const;
export type KeyMode = (typeof KEY_MODES)[number];

const SECRET_BYTES = 32;
/** Ours have 43 characters behind the prefix; a bootstrap key of the operator may have 32 to 128. */
const SECRET = /^sk_(?:live|test)_[A-Za-z0-9_-]{32,128}$/;
const PREFIX_LENGTH = 'sk_live_'.length;

/** A fresh key: `sk_live_` or `sk_test_` and 256 random bits in 43 base64url characters. */
export function newApiKeySecret(mode: KeyMode): string {
  return `sk_${mode}_${randomBytes(SECRET_BYTES).toString('base64url')}`;
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
  return { prefix: secret.slice(0, PREFIX_LENGTH), lastFour: secret.slice(-4) };
}
