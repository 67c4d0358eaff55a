import { AppError } from '../../../core/errors/app-error';
import { PageQuery, TextField, TimeField } from '../../../http';
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

/** @throws AppError VALIDATION_FAILED for times that are no point in time */
export function toEventFilter(query: ListEventsQuery): EventFilter {
  return {
    type: query.type,
    buyerId: query.buyer_id,
    createdAfter: toTime('created_after', query.created_after),
    createdBefore: toTime('created_before', query.created_before),
  };
}

/** ISO 8601 knows weeks and days of a year, and times of no zone; RFC 3339 does not. */
const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/i;

function toTime(name: string, text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const time = new Date(text);
  if (RFC_3339.test(text) && !Number.isNaN(time.getTime())) return time;
  throw new AppError('VALIDATION_FAILED', `Some fields cannot be accepted: ?${name}.`, {
    fields: [{ pointer: `?${name}`, detail: 'must be an RFC 3339 time such as 2026-01-15T10:30:00.000Z' }],
  });
}
