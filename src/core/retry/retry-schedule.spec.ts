import fc from 'fast-check';
import { DEFAULT_RETRY_SCHEDULE_MS, nextWaitMs, parseRetrySchedule } from './retry-schedule';

const DAY_MS = 86_400_000;

describe('parseRetrySchedule', () => {
  it('reads the documented default', () => {
    expect(parseRetrySchedule('1m,5m,30m,2h,24h')).toEqual(DEFAULT_RETRY_SCHEDULE_MS);
  });

  it.each(['', '  '])('reads %p as no retries at all', (text) => {
    expect(parseRetrySchedule(text)).toEqual([]);
  });

  it('allows spaces around the entries', () => {
    expect(parseRetrySchedule(' 1s , 250ms ')).toEqual([1_000, 250]);
  });

  it('allows no more than 20 waits', () => {
    expect(parseRetrySchedule(Array(20).fill('1s').join(','))).toHaveLength(20);
    expect(parseRetrySchedule(Array(21).fill('1s').join(','))).toBeNull();
  });

  it('allows waits from nothing to 30 days', () => {
    expect(parseRetrySchedule('0s,720h')).toEqual([0, 30 * DAY_MS]);
    expect(parseRetrySchedule('720h,2592000001ms')).toBeNull();
  });

  it.each(['1m,', ',1m', '1m,,5m', '1m;5m', '60', '1m,soon'])('refuses %p', (text) => {
    expect(parseRetrySchedule(text)).toBeNull();
  });
});

describe('nextWaitMs', () => {
  const plain = { scheduleMs: DEFAULT_RETRY_SCHEDULE_MS, retryAfterMs: null, jitter: 0, random: 0.99 };

  it('follows the schedule exactly without jitter and ends after it', () => {
    const waits = [1, 2, 3, 4, 5, 6].map((failedInRound) => nextWaitMs({ ...plain, failedInRound }));
    expect(waits).toEqual([...DEFAULT_RETRY_SCHEDULE_MS, null]);
  });

  it('never retries with an empty schedule', () => {
    expect(nextWaitMs({ ...plain, scheduleMs: [], failedInRound: 1, retryAfterMs: 5_000 })).toBeNull();
  });

  it('waits longer when the receiver asks for it', () => {
    expect(nextWaitMs({ ...plain, failedInRound: 1, retryAfterMs: 90_000 })).toBe(90_000);
  });

  it('does not retry earlier because the receiver would allow it', () => {
    expect(nextWaitMs({ ...plain, failedInRound: 2, retryAfterMs: 1_000 })).toBe(300_000);
  });

  it('counts a Retry-After up to 24 hours', () => {
    expect(nextWaitMs({ ...plain, failedInRound: 1, retryAfterMs: 7 * DAY_MS })).toBe(DAY_MS);
  });

  it('keeps a schedule that is longer than the cap of Retry-After', () => {
    const wait = nextWaitMs({
      ...plain,
      scheduleMs: [3 * DAY_MS],
      failedInRound: 1,
      retryAfterMs: 7 * DAY_MS,
    });
    expect(wait).toBe(3 * DAY_MS);
  });

  it('spreads by jitter', () => {
    expect(nextWaitMs({ ...plain, failedInRound: 1, jitter: 0.5, random: 0.5 })).toBe(75_000);
  });

  it('is whole, never earlier than scheduled, and never beyond jitter and cap', () => {
    const input = fc.record({
      scheduleMs: fc.array(fc.nat({ max: 30 * DAY_MS }), { minLength: 1, maxLength: 20 }),
      retryAfterMs: fc.option(fc.nat({ max: Number.MAX_SAFE_INTEGER })),
      jitter: fc.double({ min: 0, max: 0.5, noNaN: true }),
      random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    });
    fc.assert(
      fc.property(input, (given) => {
        const scheduled = given.scheduleMs[0] ?? 0;
        const wait = nextWaitMs({ ...given, failedInRound: 1 });
        expect(Number.isInteger(wait)).toBe(true);
        expect(wait).toBeGreaterThanOrEqual(scheduled);
        expect(wait).toBeLessThanOrEqual(Math.max(scheduled * (1 + given.jitter), DAY_MS));
      }),
    );
  });
});
