import { type DeliveryStatus } from '../../core/delivery';
import { type DeliveryFilter } from '../deliveries';
import { type ReplaySelection } from './replay';

const ENDED: readonly DeliveryStatus[] = ['success', 'failed', 'cancelled'];

/** Which of the deliveries there are belong to a replay. */
export function toDeliveryFilter({ filter }: ReplaySelection): DeliveryFilter {
  return {
    statuses: filter.status === null ? ENDED : [filter.status],
    webhookId: filter.webhookId ?? undefined,
    buyerId: filter.buyerId ?? undefined,
    eventType: filter.eventType ?? undefined,
    publishedFrom: filter.createdAfter,
    publishedBefore: filter.createdBefore,
    endedBy: filter.endedBy,
    isReplayable: true,
  };
}

/** A replay looks at its whole account; the buyer, where there is one, is a condition of its filter. */
export function actorOf({ accountId }: ReplaySelection): { accountId: string; buyerId: null } {
  return { accountId, buyerId: null };
}
