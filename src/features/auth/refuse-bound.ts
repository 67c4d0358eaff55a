import { AppError } from '../../core/errors/app-error';
import { type Actor } from './actor';

/**
 * Refuses a caller who is bound to one buyer.
 *
 * @param what the things that are no buyer's own, at the beginning of a sentence: `Leads`
 * @throws AppError FORBIDDEN
 */
export function refuseBound({ buyerId }: Actor, what: string): void {
  if (buyerId === null) return;
  throw new AppError(
    'FORBIDDEN',
    `${what} belong to the account as a whole; this API key is bound to a buyer.`,
  );
}
