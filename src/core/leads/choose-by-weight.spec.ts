import fc from 'fast-check';
import { chooseByWeight } from './choose-by-weight';

const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const weights = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 8 });

function candidatesOf(list: number[]): { name: number; weight: number }[] {
  return list.map((weight, name) => ({ name, weight }));
}

describe('chooseByWeight', () => {
  it('chooses nobody from nobody', () => {
    expect(chooseByWeight([], 0.5)).toBeNull();
  });

  it('chooses nobody where no weight is above 0', () => {
    expect(chooseByWeight(candidatesOf([0, -1, Number.NaN]), 0)).toBeNull();
  });

  it('gives each candidate its own stretch of the range', () => {
    const candidates = candidatesOf([1, 0, 3]);
    const chosen = [0, 0.249, 0.25, 0.999].map((random) => chooseByWeight(candidates, random)?.name);
    expect(chosen).toEqual([0, 0, 2, 2]);
  });

  it('chooses in proportion to the weights', () => {
    fc.assert(
      fc.property(weights, (list) => {
        const total = list.reduce((sum, weight) => sum + weight, 0);
        const counts = list.map(() => 0);
        for (let step = 0; step < total; step++) {
          const name = chooseByWeight(candidatesOf(list), (step + 0.5) / total)?.name ?? -1;
          counts[name] = (counts[name] ?? 0) + 1;
        }
        expect(counts).toEqual(list);
      }),
    );
  });

  it('always chooses a candidate with weight if there is one', () => {
    const fractions = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fractions, chance, (list, random) => {
        fc.pre(list.some((weight) => weight > 0));
        expect(chooseByWeight(candidatesOf(list), random)?.weight).toBeGreaterThan(0);
      }),
    );
  });
});
