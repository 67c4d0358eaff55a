import { toTime } from './rfc3339-time';

describe('toTime', () => {
  it.each([
    ['2026-01-15T10:30:00.000Z', '2026-01-15T10:30:00.000Z'],
    ['2026-01-15T10:30:00Z', '2026-01-15T10:30:00.000Z'],
    ['2026-01-15T12:30:00+02:00', '2026-01-15T10:30:00.000Z'],
  ])('reads %s', (text, time) => {
    expect(toTime('?created_after', text).toISOString()).toBe(time);
  });

  it.each(['2026-01-15', '2026-01-15T10:30:00', '2026-W03', '2026-01-15T25:00:00Z', '2026-13-01T00:00:00Z', ''])(
    'refuses %p and names the field',
    (text) => {
      expect(() => toTime('?created_after', text)).toThrow(
        expect.objectContaining({
          code: 'VALIDATION_FAILED',
          fields: [expect.objectContaining({ pointer: '?created_after' })],
        }),
      );
    },
  );
});
