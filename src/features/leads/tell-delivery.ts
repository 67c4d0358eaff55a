import { type Delivery } from '../deliveries';
import { type TimelineEntry } from './timeline-entry';

/** Where a delivery of an event of the lead stands: at its end, or, while it is pending, at its beginning. */
export function tellDelivery(delivery: Delivery): TimelineEntry {
  return {
    at: delivery.completedAt ?? delivery.createdAt,
    type: 'delivery',
    title: titleOf(delivery),
    eventId: delivery.eventId,
    deliveryId: delivery.id,
    webhookId: delivery.webhookId,
    details: {
      event_type: delivery.eventType,
      buyer_id: delivery.buyerId,
      status: delivery.status,
      attempt_count: delivery.attempts,
      last_status_code: delivery.lastStatusCode,
      next_attempt_at: delivery.nextAttemptAt?.toISOString() ?? null,
    },
  };
}

function titleOf(delivery: Delivery): string {
  const { eventType, buyerId, status, attempts, lastStatusCode } = delivery;
  const what = buyerId === null ? eventType : `${eventType} for buyer ${buyerId}`;
  const times = attempts === 1 ? '1 attempt' : `${attempts} attempts`;
  const answer = lastStatusCode === null ? 'without an answer' : `last answered with ${lastStatusCode}`;
  switch (status) {
    case 'success':
      return `${what} was delivered after ${times}, ${answer}.`;
    case 'failed':
      return `${what} could not be delivered: ${times}, ${answer}.`;
    case 'cancelled':
      return `The delivery of ${what} was cancelled after ${times}.`;
    case 'pending':
      if (delivery.heldReason !== null) return `${what} waits: its webhook's mapping failed.`;
      if (delivery.isParked) return `${what} waits until its webhook is enabled again.`;
      return attempts === 0 ? `${what} is being delivered.` : `${what} is tried again: ${times}, ${answer}.`;
    default:
      return status satisfies never;
  }
}
