import { inSteps } from './in-steps';

/** Deletes from so many rows; the limits it was called with are noted. */
function rows(count: number) {
  let left = count;
  const limits: number[] = [];
  const deleteSome = (limit: number) => {
    limits.push(limit);
    const deleted = Math.min(limit, left);
    left -= deleted;
    return Promise.resolve(deleted);
  };
  return { deleteSome, limits };
}

describe('inSteps', () => {
  it.each([
    [0, 0, 1],
    [999, 999, 1],
    [1_000, 1_000, 2],
    [2_500, 2_500, 3],
    [50_000, 10_000, 10],
  ])('of %i rows deletes %i in %i steps', async (count, deleted, steps) => {
    const { deleteSome, limits } = rows(count);
    expect(await inSteps(deleteSome)).toBe(deleted);
    expect(limits).toEqual(Array.from({ length: steps }, () => 1_000));
  });
});
