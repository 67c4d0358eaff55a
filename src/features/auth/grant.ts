import { AppError } from '../../core/errors/app-error';
import { type ApiKey } from './api-key';
import { scopesBeyond } from './scope-rules';

interface Wanted {
  scopes: readonly string[];
  buyerId: string | null;
}

/**
 * What one key may give to another: nothing it does not have itself. A key bound to a buyer makes
 * keys for that buyer only, also when it names none.
 *
 * @returns the buyer that the new key is bound to
 * @throws AppError FORBIDDEN for scopes the grantor lacks, UNKNOWN_BUYER for another buyer
 */
export function judgeGrant(grantor: ApiKey, wanted: Wanted): string | null {
  const beyond = scopesBeyond(grantor.scopes, wanted.scopes);
  if (beyond.length > 0) {
    throw new AppError('FORBIDDEN', 'A key can only give scopes that it has itself.', {
      fields: [{ pointer: '/scopes', detail: `must not contain ${beyond.join(', ')}` }],
    });
  }
  if (grantor.buyerId === null) return wanted.buyerId;
  if (wanted.buyerId !== null && wanted.buyerId !== grantor.buyerId) throw unknownBuyer();
  return grantor.buyerId;
}

export function unknownBuyer(): AppError {
  return new AppError('UNKNOWN_BUYER', 'There is no buyer with this id; create it first.', {
    fields: [{ pointer: '/buyer_id', detail: 'must be the id of a buyer of this account' }],
  });
}
