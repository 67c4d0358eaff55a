import { lowestIdAt } from '../../core/ids';
import { newId } from '../../platform/ids';
import { eventIdRange } from './event-id-range';

const at = (text: string) => new Date(text);
const idOf = (time: Date) => lowestIdAt('evt', time.getTime());

describe('eventIdRange', () => {
  it('takes in every event without bounds', () => {
    const { from, before } = eventIdRange({}, null);
    const id = newId('evt');
    expect(from < id && id < before).toBe(true);
    expect(lowestIdAt('evt', 0) >= from).toBe(true);
    expect(lowestIdAt('evt', 2 ** 48 - 1) < before).toBe(true);
  });

  it('takes in the first millisecond and leaves out the last', () => {
    const start = at('2026-01-15T10:00:00.000Z');
    const end = at('2026-01-15T11:00:00.000Z');
    expect(eventIdRange({ createdAfter: start, createdBefore: end }, null)).toEqual({
      from: idOf(start),
      before: idOf(end),
    });
  });

  it.each([
    ['the cursor', '2026-01-15T10:30:00.000Z', '2026-01-15T10:30:00.000Z'],
    ['created_before', '2026-01-15T12:00:00.000Z', '2026-01-15T11:00:00.000Z'],
  ])('ends at %s when that is earlier', (_case, cursor, expected) => {
    const filter = { createdBefore: at('2026-01-15T11:00:00.000Z') };
    expect(eventIdRange(filter, idOf(at(cursor))).before).toBe(idOf(at(expected)));
  });

  it('moves times that no id can carry to the edge', () => {
    const filter = { createdAfter: at('0001-01-01T00:00:00Z'), createdBefore: new Date(8.64e15) };
    const { from, before } = eventIdRange(filter, null);
    expect(from).toBe(lowestIdAt('evt', 0));
    expect(before > newId('evt')).toBe(true);
  });
});
