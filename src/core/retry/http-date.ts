const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const MONTH = `(?<month>${MONTHS.join('|')})`;
const TIME = '(?<hour>\\d{2}):(?<minute>\\d{2}):(?<second>\\d{2})';
const SHORT_DAY = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const LONG_DAY = '(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)';

/** Sun, 06 Nov 1994 08:49:37 GMT */
const IMF_FIXDATE = new RegExp(`^${SHORT_DAY}, (?<day>\\d{2}) ${MONTH} (?<year>\\d{4}) ${TIME} GMT$`);
/** Sunday, 06-Nov-94 08:49:37 GMT */
const RFC_850 = new RegExp(`^${LONG_DAY}, (?<day>\\d{2})-${MONTH}-(?<shortYear>\\d{2}) ${TIME} GMT$`);
/** Sun Nov  6 08:49:37 1994 */
const ASCTIME = new RegExp(`^${SHORT_DAY} ${MONTH} (?<day>[ \\d]\\d) ${TIME} (?<year>\\d{4})$`);

/**
 * Reads an HTTP-date in any of the three forms a recipient must accept (RFC 9110 §5.6.7).
 *
 * @param nowMs Unix milliseconds; decides the century of a two-digit year
 * @returns Unix milliseconds, or null when the text is no such date or names a day that does not exist
 */
export function parseHttpDate(text: string, nowMs: number): number | null {
  const fields = (IMF_FIXDATE.exec(text) ?? RFC_850.exec(text) ?? ASCTIME.exec(text))?.groups;
  if (!fields) return null;
  const numberOf = (field: string) => Number(fields[field]);
  const [hour, minute, second] = [numberOf('hour'), numberOf('minute'), numberOf('second')];
  // A second of 60 is a leap second and part of the grammar.
  if (hour > 23 || minute > 59 || second > 60) return null;
  const year = fields['shortYear'] ? fullYear(numberOf('shortYear'), nowMs) : numberOf('year');
  const midnight = new Date(0);
  // Not Date.UTC, which reads the years 0 to 99 as 1900 to 1999.
  midnight.setUTCFullYear(year, MONTHS.indexOf(fields['month'] ?? ''), numberOf('day'));
  // A day the month does not have has rolled over into the next one.
  if (midnight.getUTCDate() !== numberOf('day')) return null;
  return midnight.getTime() + ((hour * 60 + minute) * 60 + second) * 1_000;
}

/**
 * A year that would lie more than 50 years ahead is the latest past one with the same two digits (RFC 9110
 * §5.6.7).
 */
function fullYear(twoDigits: number, nowMs: number): number {
  const thisYear = new Date(nowMs).getUTCFullYear();
  const year = thisYear - (thisYear % 100) + twoDigits;
  return year > thisYear + 50 ? year - 100 : year;
}
