import fc from 'fast-check';
import { cutText } from './cut-text';

describe('cutText', () => {
  it.each([
    ['short', 5, 'short'],
    ['longer', 5, 'long…'],
    ['ab😀d', 4, 'ab…'],
    ['ab', 0, ''],
  ])('cuts %p to %i: %p', (text, limit, cut) => {
    expect(cutText(text, limit)).toBe(cut);
  });

  it('keeps the limit and whole characters, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat({ max: 20 }), (text, limit) => {
        const cut = cutText(text, limit);
        expect(cut.length).toBeLessThanOrEqual(limit);
        expect(cut.isWellFormed()).toBe(true);
      }),
    );
  });
});
