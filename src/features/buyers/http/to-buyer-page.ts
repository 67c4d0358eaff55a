import { AppError } from '../../../core/errors/app-error';
import { type PageRequest } from '../../../http';
import { parsePosition } from '../buyer-position';
import { type BuyerPage } from '../persistence/buyers.repository';

/** @throws AppError INVALID_CURSOR for a cursor that was altered */
export function toBuyerPage({ limit, before }: PageRequest): BuyerPage {
  if (before === null) return { limit, after: null };
  const after = parsePosition(before);
  if (after) return { limit, after };
  throw new AppError('INVALID_CURSOR', 'This cursor was not given out by this list; start without one.', {
    fields: [{ pointer: '?cursor', detail: 'must be next_cursor of the same list' }],
  });
}
