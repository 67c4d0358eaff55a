import { type Ring } from '../deliveries';
import { type NewDelivery } from './persistence/publish.repository';

/** The ring for the first attempt of a delivery that was made just now. @param isLate see Ring */
export function firstRing({ id, dueAt }: NewDelivery, { isLate }: { isLate: boolean }): Ring {
  return { deliveryId: id, attemptNumber: 1, dueAt, isLate };
}
