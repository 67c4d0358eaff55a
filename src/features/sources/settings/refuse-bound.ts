import { AppError } from '../../../core/errors/app-error';
import { type Actor } from '../../auth';

/** @throws AppError FORBIDDEN for a caller who is bound to one buyer */
export function refuseBound({ buyerId }: Actor): void {
  if (buyerId === null) return;
  throw new AppError(
    'FORBIDDEN',
    'A key that is bound to a buyer cannot do this: lead sources belong to the account as a whole.',
  );
}
