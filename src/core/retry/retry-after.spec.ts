import { parseRetryAfter } from './retry-after';

const NOW = Date.UTC(2026, 0, 15, 10, 30, 0);

describe('parseRetryAfter', () => {
  it.each([
    ['0', 0],
    ['120', 120_000],
    [' 120\t', 120_000],
    ['007', 7_000],
  ])('reads %p as seconds', (value, ms) => {
    expect(parseRetryAfter(value, NOW)).toBe(ms);
  });

  it('keeps an absurd number of seconds finite', () => {
    expect(parseRetryAfter('9'.repeat(400), NOW)).toBe(Number.MAX_SAFE_INTEGER);
  });

  it.each(['Thu, 15 Jan 2026 10:31:30 GMT', 'Thursday, 15-Jan-26 10:31:30 GMT', 'Thu Jan 15 10:31:30 2026'])(
    'reads the date %p',
    (value) => {
      expect(parseRetryAfter(value, NOW)).toBe(90_000);
    },
  );

  it('answers 0 for a date that has passed', () => {
    expect(parseRetryAfter('Sun, 06 Nov 1994 08:49:37 GMT', NOW)).toBe(0);
  });

  it.each(['', '-1', '+5', '1.5', '1e3', '0x10', 'soon', '2026-01-15T10:31:30Z', '120, 240', '١٢'])(
    'answers null for %p',
    (value) => {
      expect(parseRetryAfter(value, NOW)).toBeNull();
    },
  );
});
