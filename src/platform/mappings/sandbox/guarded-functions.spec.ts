import jsonata from 'jsonata';
import { registerGuardedFunctions } from './guarded-functions';

const TEXTS = ['', 'a', 'abcdef', 'a😀b😀c', '😀😀😀', 'x\ud800y', 'é\u0301e'];
const NUMBERS = [-9, -3, -2.5, -1, -0.5, 0, 0.5, 1, 1.5, 2, 3, 4.7, 6, 9];

describe('$substring', () => {
  it.each(TEXTS)('of %j is what the library makes of it', async (text) => {
    const uses = ['$substring(t, s)', '$substring(t, s, l)', 't.$substring(s)', '$substring(none, s)'];
    for (const use of uses) {
      const [theirs, ours] = [jsonata(use), jsonata(use)];
      registerGuardedFunctions(ours);
      for (const s of NUMBERS) {
        for (const l of NUMBERS) {
          const input = { t: text, s, l };
          expect([use, s, l, await ours.evaluate(input)]).toEqual([use, s, l, await theirs.evaluate(input)]);
        }
      }
    }
  });
});
