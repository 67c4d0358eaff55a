import { type Actor } from './actor';
import { hasScope } from './scope-rules';

/** An API key as the platform knows it: everything but the secret, of which only a hash is kept. */
export interface ApiKey extends Actor {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  /** Requests a minute; null is no limit. */
  readonly rateLimitPerMinute: number | null;
  readonly expiresAt: Date | null;
  /** `sk_live_`, `sk_test_` or `l2i_`, so that people can tell keys apart. */
  readonly prefix: string;
  readonly lastFour: string;
  readonly createdAt: Date;
}

export function isExpired(key: ApiKey, now: Date): boolean {
  return key.expiresAt !== null && key.expiresAt <= now;
}

/** Whether the key can make and revoke all keys of its account, now. */
export function canManageAccountKeys(key: ApiKey, now: Date): boolean {
  return key.buyerId === null && hasScope(key.scopes, 'keys:manage') && !isExpired(key, now);
}
