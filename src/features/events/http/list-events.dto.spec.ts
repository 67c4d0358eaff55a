import { toEventFilter } from './list-events.dto';

const page = { limit: 50 };

describe('toEventFilter', () => {
  it('reads times with any offset', () => {
    const filter = toEventFilter({ ...page, created_after: '2026-01-15T12:30:00+02:00' });
    expect(filter.createdAfter).toEqual(new Date('2026-01-15T10:30:00.000Z'));
    expect(filter.createdBefore).toBeUndefined();
  });
});
