import fc from 'fast-check';
import { isTimeZone, localDay, readWallClock } from './wall-clock';

const EARLIEST = new Date('1600-01-01T00:00:00Z');
const LATEST = new Date('9999-12-30T00:00:00Z');

describe('readWallClock', () => {
  it.each([
    ['UTC', '2026-01-15T00:00:00Z', { day: '2026-01-15', weekday: 'thu', minute: 0 }],
    ['UTC', '2026-01-15T23:59:59.999Z', { day: '2026-01-15', weekday: 'thu', minute: 1439 }],
    ['America/Chicago', '2026-01-15T05:30:00Z', { day: '2026-01-14', weekday: 'wed', minute: 1410 }],
    ['America/Chicago', '2026-07-15T05:30:00Z', { day: '2026-07-15', weekday: 'wed', minute: 30 }],
    ['Asia/Kathmandu', '2026-01-15T18:15:00Z', { day: '2026-01-16', weekday: 'fri', minute: 0 }],
  ])('reads %s at %s', (timezone, now, expected) => {
    expect(readWallClock(timezone, new Date(now))).toEqual(expected);
  });

  it('agrees with the calendar of JavaScript in UTC', () => {
    fc.assert(
      fc.property(fc.date({ min: EARLIEST, max: LATEST, noInvalidDate: true }), (now) => {
        const clock = readWallClock('UTC', now);
        expect(clock.day).toBe(now.toISOString().slice(0, 10));
        expect(clock.minute).toBe(now.getUTCHours() * 60 + now.getUTCMinutes());
        expect(clock.weekday).toBe(['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'][now.getUTCDay()]);
      }),
    );
  });

  it('reads more zones than it remembers', () => {
    const zones = Intl.supportedValuesOf('timeZone').slice(0, 100);
    expect(zones).toHaveLength(100);
    for (const zone of [...zones, ...zones]) {
      expect(readWallClock(zone, LATEST).day).toMatch(/^9999-12-(29|30)$/);
    }
  });

  it('refuses what is no time zone', () => {
    expect(() => readWallClock('Mars/Olympus', LATEST)).toThrow(RangeError);
  });
});

describe('isTimeZone', () => {
  it.each(['America/Chicago', 'america/chicago', 'UTC', 'Etc/GMT+5', 'America/Argentina/Buenos_Aires'])(
    'knows %s',
    (text) => {
      expect(isTimeZone(text)).toBe(true);
    },
  );

  it.each(['', ' ', 'Mars/Olympus', '+01:00', '-05', 'America/Chicago ', 'a'.repeat(10_000)])(
    'refuses %j',
    (text) => {
      expect(isTimeZone(text)).toBe(false);
    },
  );
});

describe('localDay', () => {
  const now = new Date('2026-01-15T02:00:00Z');

  it('answers the day of the time zone', () => {
    expect(localDay('America/Chicago', now)).toBe('2026-01-14');
    expect(localDay('Pacific/Kiritimati', now)).toBe('2026-01-15');
  });

  it('answers the day in UTC where no time zone is known', () => {
    expect(localDay(undefined, now)).toBe('2026-01-15');
  });
});
