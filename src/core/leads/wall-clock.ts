import { WEEKDAYS, type Weekday } from './targeting';

/** What calendar and clock on a wall in some time zone show. */
export interface WallClock {
  /** `YYYY-MM-DD` */
  day: string;
  weekday: Weekday;
  /** Minutes since the wall clock showed 00:00, 0 to 1439. */
  minute: number;
}

/** IANA names, not the offsets (`+01:00`) that newer runtimes also take: those know no daylight saving. */
const ZONE_NAME = /^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/;

/** A formatter costs tens of kilobytes and half a millisecond to make; callers use few zones at a time. */
const MAX_FORMATTERS = 500;
const formatters = new Map<string, Intl.DateTimeFormat>();

/**
 * Reads the wall clock of a time zone.
 *
 * @param timezone IANA name
 * @throws RangeError where `isTimeZone` says no
 */
export function readWallClock(timezone: string, now: Date): WallClock {
  const parts = formatterOf(timezone).formatToParts(now);
  const read = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((part) => part.type === type)?.value ?? '';
  const shown = read('weekday').toLowerCase();
  return {
    day: `${read('year').padStart(4, '0')}-${read('month')}-${read('day')}`,
    weekday: WEEKDAYS.find((weekday) => weekday === shown) ?? 'mon',
    minute: Number(read('hour')) * 60 + Number(read('minute')),
  };
}

/** Says whether a text names a time zone of the IANA database, such as `America/Chicago`; case does not matter. */
export function isTimeZone(text: string): boolean {
  try {
    formatterOf(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * Answers the date that a calendar in a time zone shows, `YYYY-MM-DD`: the day that daily caps count by.
 *
 * @param timezone IANA name; UTC when undefined
 * @throws RangeError where `isTimeZone` says no
 */
export function localDay(timezone: string | undefined, now: Date): string {
  return readWallClock(timezone ?? 'UTC', now).day;
}

function formatterOf(timezone: string): Intl.DateTimeFormat {
  const known = formatters.get(timezone);
  if (known !== undefined) {
    return known;
  }
  if (!ZONE_NAME.test(timezone)) {
    throw new RangeError('not the name of a time zone');
  }
  const made = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  if (formatters.size >= MAX_FORMATTERS) {
    formatters.clear();
  }
  formatters.set(timezone, made);
  return made;
}
