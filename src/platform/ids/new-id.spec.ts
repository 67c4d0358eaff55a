import { idTimeMs, isId } from '../../core/ids';
import { newId } from './new-id';

describe('newId', () => {
  it('makes well-formed ids of the present time', () => {
    const before = Date.now();
    const id = newId('evt');
    expect(isId('evt', id)).toBe(true);
    expect(idTimeMs(id)).toBeGreaterThanOrEqual(before);
    expect(idTimeMs(id)).toBeLessThanOrEqual(Date.now() + 10);
  });

  it('makes ids that sort in the order they were made, however many in a millisecond', () => {
    const ids = Array.from({ length: 50_000 }, () => newId('evt'));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id, index) => index === 0 || ids[index - 1]! < id)).toBe(true);
  });
});
