import fc from 'fast-check';
import { quoteWords } from './quote-words';

describe('quoteWords', () => {
  it.each([
    ['no_text', '"no_text"'],
    [' Bad Request:\n\tchat "x" not found. ', `"Bad Request: chat 'x' not found"`],
    ['a\u0000b\u001b[31m\u202ec', '"a b [31m c"'],
    ['<b> is no page', '"<b> is no page"'],
    [
      '<!doctype html><head><style>p{}</style></head><body><p>Try &lt;later&gt;&nbsp;please</p>',
      '"Try <later> please"',
    ],
    ['<html><title>Oh</title>', '"Oh"'],
    ['', null],
    ['\u0000 \u200f', null],
    ['<html></html>', null],
    [undefined, null],
    [{ text: 'x' }, null],
  ])('makes of %p %p', (words, quoted) => {
    expect(quoteWords(words)).toBe(quoted);
  });

  it('gives one bounded, well-formed, printable line, whatever a destination says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 1_000 }), (words) => {
        const quoted = quoteWords(words) ?? '""';
        expect(quoted.length).toBeLessThanOrEqual(302);
        expect(quoted.isWellFormed()).toBe(true);
        expect(quoted).toMatch(/^"[^"\p{Cc}\p{Bidi_Control}]*"$/u);
      }),
    );
  });

  it('takes no time worth mentioning for pages that never close a tag', () => {
    const startedAt = performance.now();
    for (const piece of ['<', '<body', '&amp', '<!doctype html>'])
      quoteWords(`<html>${piece.repeat(16_384)}`);
    expect(performance.now() - startedAt).toBeLessThan(500);
  });
});
