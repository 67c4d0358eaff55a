import fc from 'fast-check';
import { parseHttpDate } from './http-date';

const NOW = Date.UTC(2026, 0, 15);

describe('parseHttpDate', () => {
  it.each(['Sun, 06 Nov 1994 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994'])(
    'reads the example of RFC 9110: %s',
    (text) => {
      expect(parseHttpDate(text, NOW)).toBe(Date.UTC(1994, 10, 6, 8, 49, 37));
    },
  );

  it('reads whatever Date writes', () => {
    const seconds = fc.integer({ min: -62_135_596_800, max: 253_402_300_799 });
    fc.assert(
      fc.property(seconds, (second) => {
        expect(parseHttpDate(new Date(second * 1_000).toUTCString(), NOW)).toBe(second * 1_000);
      }),
    );
  });

  it.each([
    ['76', 2076],
    ['77', 1977],
    ['26', 2026],
    ['00', 2000],
  ])('takes the two-digit year %s for %i', (digits, year) => {
    expect(parseHttpDate(`Sunday, 01-Mar-${digits} 00:00:00 GMT`, NOW)).toBe(Date.UTC(year, 2, 1));
  });

  it('accepts a leap second', () => {
    expect(parseHttpDate('Sat, 31 Dec 2016 23:59:60 GMT', NOW)).toBe(Date.UTC(2017, 0, 1));
  });

  it.each([
    'Mon, 30 Feb 2026 00:00:00 GMT',
    'Sun, 00 Mar 2026 00:00:00 GMT',
    'Sun, 01 Mar 2026 24:00:00 GMT',
    'Sun, 01 Mar 2026 00:60:00 GMT',
    'Sun, 01 Mar 2026 00:00:61 GMT',
    'Sun, 01 Mar 2026 00:00:00 UTC',
    'sun, 01 mar 2026 00:00:00 gmt',
    'Sun, 1 Mar 2026 00:00:00 GMT',
    'Sun, 01 Mar 2026 00:00:00 GMT\n',
    '',
  ])('refuses %p', (text) => {
    expect(parseHttpDate(text, NOW)).toBeNull();
  });
});
