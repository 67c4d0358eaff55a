import { DELIVERY_STATUSES, type DeliveryStatus } from '../../../core/delivery';
import { BooleanField, EnumField, TextField, TimeField, toDate } from '../../../http';
import { type NewReplay } from '../replay-planner.service';

export class CreateReplayDto {
  @TextField({
    description: 'Only deliveries to this webhook',
    example: 'wh_01kevbny6gfj4t2r8a5x0c9dqs',
    optional: true,
    maxLength: 100,
  })
  webhook_id?: string;

  @TextField({
    description: 'Only deliveries to webhooks of this buyer; a key bound to a buyer replays no others',
    example: 'buyer_01kejz4m9cf6ytmz8r3t5b7n2d',
    optional: true,
    maxLength: 100,
  })
  buyer_id?: string;

  @TextField({
    description: 'Only deliveries of events of this type',
    example: 'lead.verified',
    optional: true,
    maxLength: 100,
  })
  event_type?: string;

  @EnumField({
    description:
      'Only deliveries in this state; without it every one that has ended: `success`, `failed` and `cancelled`. ' +
      '`pending` brings waiting retries forward',
    values: DELIVERY_STATUSES,
    example: 'failed',
    optional: true,
  })
  status?: DeliveryStatus;

  @TimeField({ description: 'Deliveries of events published at this time or later' })
  created_after: string;

  @TimeField({
    description:
      'Deliveries of events published before this time; the present when left out or in the future',
    example: '2026-01-16T10:30:00.000Z',
    optional: true,
  })
  created_before?: string;

  @BooleanField({
    description:
      'Also send events of the period that a webhook never got, because it did not exist or was disabled then: ' +
      'to `webhook_id`, or to every active webhook that matches them now',
    optional: true,
    default: false,
  })
  missing = false;

  @BooleanField({
    description: 'Only count: nothing is stored and nothing is sent',
    optional: true,
    default: false,
  })
  dry_run = false;
}

export function toNewReplay(dto: CreateReplayDto): NewReplay {
  return {
    webhookId: dto.webhook_id,
    buyerId: dto.buyer_id,
    eventType: dto.event_type,
    status: dto.status,
    createdAfter: new Date(dto.created_after),
    createdBefore: toDate(dto.created_before),
    missing: dto.missing,
  };
}
