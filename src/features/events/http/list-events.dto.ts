import { PageQuery, TextField, TimeField, toDate } from '../../../http';
import { type EventFilter } from '../stored-event';

export class ListEventsQuery extends PageQuery {
  @TextField({
    description: 'Only events of this type',
    example: 'lead.verified',
    optional: true,
    maxLength: 100,
  })
  type?: string;

  @TextField({ description: 'Only events of this buyer', optional: true, maxLength: 100 })
  buyer_id?: string;

  @TimeField({ description: 'Only events published at this time or later', optional: true })
  created_after?: string;

  @TimeField({ description: 'Only events published before this time', optional: true })
  created_before?: string;
}

export function toEventFilter(query: ListEventsQuery): EventFilter {
  return {
    type: query.type,
    buyerId: query.buyer_id,
    createdAfter: toDate(query.created_after),
    createdBefore: toDate(query.created_before),
  };
}
