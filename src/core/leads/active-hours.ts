import { type ActiveHours, type Weekday, WEEKDAYS } from './targeting';
import { readWallClock } from './wall-clock';

/**
 * Says whether an instant lies in a buyer's active hours, by the wall clock of the buyer's time zone: on days when
 * clocks change, the hours last as much longer or shorter as the day does.
 *
 * @param hours `to` not after `from` runs over midnight (equal: around the clock); such a span belongs to the day it
 *   starts, so Friday 22:00–06:00 ends on Saturday
 * @throws RangeError for an unknown time zone
 */
export function isWithinHours(hours: ActiveHours, now: Date): boolean {
  const { weekday, minute } = readWallClock(hours.timezone, now);
  const from = minutesOf(hours.from);
  const to = minutesOf(hours.to);
  const isOpenOn = (day: Weekday): boolean => hours.days === undefined || hours.days.includes(day);
  if (from < to) {
    return isOpenOn(weekday) && minute >= from && minute < to;
  }
  return (isOpenOn(weekday) && minute >= from) || (isOpenOn(dayBefore(weekday)) && minute < to);
}

function minutesOf(clock: string): number {
  const [hours, minutes] = clock.split(':');
  return Number(hours) * 60 + Number(minutes);
}

function dayBefore(weekday: Weekday): Weekday {
  return WEEKDAYS.at(WEEKDAYS.indexOf(weekday) - 1) ?? weekday;
}
