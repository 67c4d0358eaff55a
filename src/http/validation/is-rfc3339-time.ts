import { registerDecorator } from 'class-validator';

/** ISO 8601 knows weeks, days of a year and times of no zone; RFC 3339 section 5.6 does not. */
const RFC_3339 = /^(\d{4}-\d\d-(\d\d))T\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/i;

/** Whether the text is a point in time; the 30th of February is none. */
export function isRfc3339Time(text: string): boolean {
  const [, date, day] = RFC_3339.exec(text) ?? [];
  if (date === undefined || Number.isNaN(Date.parse(text))) return false;
  return new Date(`${date}T00:00:00Z`).getUTCDate() === Number(day);
}

/** The time in a field that was checked, when it was given. */
export function toDate(time: string | undefined): Date | undefined {
  return time === undefined ? undefined : new Date(time);
}

export function IsRfc3339Time(): PropertyDecorator {
  return (target, propertyName) =>
    registerDecorator({
      name: 'isRfc3339Time',
      target: target.constructor,
      propertyName: propertyName as string,
      options: { message: '$property must be an RFC 3339 time such as 2026-01-15T10:30:00.000Z' },
      validator: { validate: (value) => typeof value === 'string' && isRfc3339Time(value) },
    });
}
