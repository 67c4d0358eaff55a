import { createHash } from 'node:crypto';
import { AppError } from '../../core/errors/app-error';
import { type PlatformRequest } from '../access/caller';

const KEY = /^[\x21-\x7e]{1,255}$/;

/** The `Idempotency-Key` of a request; null where there is none. @throws AppError INVALID_IDEMPOTENCY_KEY */
export function readIdempotencyKey({ headers }: PlatformRequest): string | null {
  const key = headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key === 'string' && KEY.test(key)) return key;
  throw new AppError('INVALID_IDEMPOTENCY_KEY', 'Idempotency-Key must be 1 to 255 visible ASCII characters.');
}

/**
 * What makes two requests the same. The answer may show what a lesser key could not have got (a new API key
 * with more scopes than its own), so a key with other scopes makes another request.
 *
 * @returns SHA-256, 32 bytes
 */
export function hashRequest({ method, url, caller, bodyText }: PlatformRequest): Buffer {
  return createHash('sha256')
    .update(`${method} ${url}\n`)
    .update(`${caller!.scopes.toSorted().join(' ')}\n`)
    .update(bodyText ?? '')
    .digest();
}

/** For a request whose first one with the same key has not been answered yet. */
export function stillInProgress(): AppError {
  return new AppError(
    'IDEMPOTENCY_IN_PROGRESS',
    'The first request with this Idempotency-Key is still running.',
    { retryAfterSeconds: 1 },
  );
}

/** For a key that came with another request before. */
export function keyReused(): AppError {
  return new AppError(
    'IDEMPOTENCY_KEY_REUSED',
    'This Idempotency-Key was used for another request in the last 24 hours; make a new key.',
  );
}
