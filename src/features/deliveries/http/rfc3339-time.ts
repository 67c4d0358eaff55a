import { AppError } from '../../../core/errors/app-error';

/** ISO 8601 knows weeks, days of a year and times of no zone; RFC 3339 does not. */
const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/i;

/**
 * @param pointer of the field, such as `?created_after` or `/created_after`
 * @throws AppError VALIDATION_FAILED for a text that is no point in time
 */
export function toTime(pointer: string, text: string): Date {
  const time = new Date(text);
  if (RFC_3339.test(text) && !Number.isNaN(time.getTime())) return time;
  throw new AppError('VALIDATION_FAILED', `Some fields cannot be accepted: ${pointer}.`, {
    fields: [{ pointer, detail: 'must be an RFC 3339 time such as 2026-01-15T10:30:00.000Z' }],
  });
}
