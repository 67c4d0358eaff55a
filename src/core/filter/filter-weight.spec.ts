import { filterWeight } from './filter-weight';
import { MAX_ELEMENTS } from './filterable-body';

const weightOf = (data: object): number => filterWeight(JSON.stringify({ data }), data);

describe('filterWeight', () => {
  it.each<[number, object]>([
    [1, {}],
    [1, { name: '[not a list]', lead: { score: 93 } }],
    [4, { tags: ['a', 'b', 'c'] }],
    [6, { items: [{ tags: [1, 2] }, { tags: [] }, 7] }],
    [8, { a: { b: { c: [[1, 2], [3], []] } }, d: [], e: [null] }],
  ])('is %i for %j', (weight, data) => {
    expect(weightOf(data)).toBe(weight);
  });

  it('counts no more elements than filters see', () => {
    const list = Array(100).fill(1);
    const lists = Array.from({ length: 100 }, () => list);
    expect(filterWeight('[', { lists })).toBe(1 + MAX_ELEMENTS);
  });

  it('grows with long texts', () => {
    expect(weightOf({ text: 'x'.repeat(1024 * 1024) })).toBe(1 + 1024);
  });
});
