import { DELIVERY_STATUSES, type DeliveryStatus } from '../../../core/delivery';
import { BooleanField, EnumField, IntField, PageOf, TextField, TimeField } from '../../../http';
import { PARKED_REASONS, type ParkedReason } from '../delivery-filter';
import { type Delivery } from '../persistence/delivery-log.repository';

export class DeliveryView {
  @TextField({ description: 'Id of the delivery', example: 'dlv_01kf0k8y20f2etkqh7pcw9xz4m' })
  id: string;

  @TextField({ description: 'The event it delivers', example: 'evt_01kf0k8y20f2etja3vn6y8b1ke' })
  event_id: string;

  @TextField({ description: 'Type of the event', example: 'lead.verified' })
  event_type: string;

  @TextField({ description: 'The webhook it goes to', example: 'wh_01kevbny6gfj4t2r8a5x0c9dqs' })
  webhook_id: string;

  @TextField({
    description: 'The buyer of the webhook; null when it belongs to none',
    example: 'buyer_01kejz4m9cf6ytmz8r3t5b7n2d',
    nullable: true,
  })
  buyer_id: string | null;

  @EnumField({
    description: 'Where it stands; `pending` until it has ended in one of the others',
    values: DELIVERY_STATUSES,
    example: 'success',
  })
  status: DeliveryStatus;

  @BooleanField({ description: 'Waits for somebody: see `parked_reason`', example: false })
  parked: boolean;

  @EnumField({
    description:
      'What it waits for: `webhook_disabled`, for its webhook to be enabled again; `mapping_failed`, for a change of ' +
      "the webhook's format or mappings, because its request could not be made. Null unless parked",
    values: PARKED_REASONS,
    nullable: true,
    example: null,
  })
  parked_reason: ParkedReason | null;

  @TextField({
    description:
      'Why its request could not be made, with the position in the expression; null unless a mapping failed',
    nullable: true,
    example: null,
  })
  parked_detail: string | null;

  @IntField({ description: 'Attempts made so far', min: 0, max: 2 ** 31 - 1, example: 1 })
  attempt_count: number;

  @TimeField({
    description: 'When the next attempt is due; null unless pending',
    nullable: true,
    example: null,
  })
  next_attempt_at: string | null;

  @IntField({
    description: 'What the last attempt was answered with; null before the first one, or without an answer',
    min: 100,
    max: 999,
    nullable: true,
    example: 200,
  })
  last_status_code: number | null;

  @TimeField({ description: 'When the delivery came into being' })
  created: string;

  @TimeField({
    description: 'When it ended; null while pending',
    nullable: true,
    example: '2026-01-15T10:30:00.204Z',
  })
  completed: string | null;
}

export const DeliveryPageView = PageOf(DeliveryView);

export function toDeliveryView(delivery: Delivery): DeliveryView {
  return {
    id: delivery.id,
    event_id: delivery.eventId,
    event_type: delivery.eventType,
    webhook_id: delivery.webhookId,
    buyer_id: delivery.buyerId,
    status: delivery.status,
    parked: delivery.isParked,
    parked_reason: parkedReasonOf(delivery),
    parked_detail: delivery.heldReason,
    attempt_count: delivery.attempts,
    next_attempt_at: delivery.nextAttemptAt?.toISOString() ?? null,
    last_status_code: delivery.lastStatusCode,
    created: delivery.createdAt.toISOString(),
    completed: delivery.completedAt?.toISOString() ?? null,
  };
}

function parkedReasonOf({ isParked, heldReason }: Delivery): ParkedReason | null {
  if (heldReason !== null) return 'mapping_failed';
  return isParked ? 'webhook_disabled' : null;
}
