import { toEventFilter } from './list-events.dto';

const page = { limit: 50 };

describe('toEventFilter', () => {
  it('reads times with any offset', () => {
    const filter = toEventFilter({ ...page, created_after: '2026-01-15T12:30:00+02:00' });
    expect(filter.createdAfter).toEqual(new Date('2026-01-15T10:30:00.000Z'));
    expect(filter.createdBefore).toBeUndefined();
  });

  it.each(['2026-W03', '2026-01-15', '2026-01-15T10:30:00', '2026-02-30T25:00:00Z'])('refuses %s', (text) => {
    expect(() => toEventFilter({ ...page, created_before: text })).toThrow(
      expect.objectContaining({
        code: 'VALIDATION_FAILED',
        fields: [expect.objectContaining({ pointer: '?created_before' })],
      }),
    );
  });
});
