import { DELIVERY_STATUSES, type DeliveryStatus } from '../../../core/delivery';
import { EnumField, PageQuery, QueryBooleanField, TextField, TimeField, toDate } from '../../../http';
import {
  type DeliveryFilter,
  PARKED_REASONS,
  type ParkedReason,
  STATUS_CODE_CLASSES,
  type StatusCodeClass,
} from '../delivery-filter';

const idOf = (prefix: string) => new RegExp(`^${prefix}_[0-7][0-9a-hjkmnp-tv-z]{25}$`);

export class ListDeliveriesQuery extends PageQuery {
  @EnumField({ description: 'Only deliveries in this state', values: DELIVERY_STATUSES, optional: true })
  status?: DeliveryStatus;

  @QueryBooleanField({
    description: 'Only deliveries that wait for somebody to enable or mend their webhook, or only the others',
    optional: true,
  })
  parked?: boolean;

  @EnumField({
    description: 'Only deliveries that are parked for this reason',
    values: PARKED_REASONS,
    example: 'mapping_failed',
    optional: true,
  })
  parked_reason?: ParkedReason;

  @TextField({
    description: 'Only deliveries to this webhook',
    example: 'wh_01kevbny6gfj4t2r8a5x0c9dqs',
    optional: true,
    pattern: idOf('wh'),
    patternHint: 'must be the id of a webhook (wh_…)',
  })
  webhook_id?: string;

  @TextField({
    description: 'Only deliveries of this event',
    example: 'evt_01kf0k8y20f2etja3vn6y8b1ke',
    optional: true,
    pattern: idOf('evt'),
    patternHint: 'must be the id of an event (evt_…)',
  })
  event_id?: string;

  @TextField({
    description: 'Only deliveries of events of this type',
    example: 'lead.verified',
    optional: true,
    maxLength: 100,
  })
  event_type?: string;

  @TextField({ description: 'Only deliveries to webhooks of this buyer', optional: true, maxLength: 100 })
  buyer_id?: string;

  @EnumField({
    description: 'Only deliveries whose last attempt was answered so; `none`: it got no answer',
    values: STATUS_CODE_CLASSES,
    optional: true,
  })
  status_code_class?: StatusCodeClass;

  @TimeField({ description: 'Only deliveries of events published at this time or later', optional: true })
  created_after?: string;

  @TimeField({ description: 'Only deliveries of events published before this time', optional: true })
  created_before?: string;
}

export function toDeliveryFilter(query: ListDeliveriesQuery): DeliveryFilter {
  return {
    statuses: query.status && [query.status],
    isParked: query.parked,
    parkedReason: query.parked_reason,
    webhookId: query.webhook_id,
    eventId: query.event_id,
    eventType: query.event_type,
    buyerId: query.buyer_id,
    statusCodeClass: query.status_code_class,
    publishedFrom: toDate(query.created_after),
    publishedBefore: toDate(query.created_before),
  };
}
