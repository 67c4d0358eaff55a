import { AppError } from '../../core/errors/app-error';
import { type Actor } from '../auth';

/** Pings show what every buyer bid. @throws AppError FORBIDDEN for keys that are bound to one buyer */
export function refuseBound({ buyerId }: Actor): void {
  if (buyerId === null) return;
  throw new AppError('FORBIDDEN', 'Pings belong to the account as a whole; this key is bound to a buyer.');
}
