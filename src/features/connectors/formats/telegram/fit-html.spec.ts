import fc from 'fast-check';
import { fitHtml } from './fit-html';

describe('fitHtml', () => {
  it.each([
    ['<b>abc</b>', 3, '<b>abc</b>'],
    ['<b>abcd</b>', 3, '<b>ab…</b>'],
    ['&lt;&amp;&#33;', 3, '&lt;&amp;&#33;'],
    ['&lt;&amp;&#33;x', 3, '&lt;&amp;…'],
    [
      '<a href="https://x.example/?a=1">ab<i>cd</i></a>e',
      4,
      '<a href="https://x.example/?a=1">ab<i>c…</i></a>',
    ],
    ['ab😀', 3, 'ab😀'],
    ['ab😀c', 3, 'ab…'],
    ['😀😀😀', 2, '😀…'],
    ['a & b', 5, 'a & b'],
    ['&#128512;&#x1F600;', 2, '&#128512;&#x1F600;'],
    ['&#128512;&#128512;&#128512;', 2, '&#128512;…'],
    ['&#0;&#x110000;', 14, '&#0;&#x110000;'],
    ['&#0;&#x110000;', 13, '&#0;…'],
    ['&LT;x', 4, '&LT…'],
    ['<B >a</b >', 1, '<B >a</b >'],
    ['<span class="tg-spoiler">a</span>', 1, '<span class="tg-spoiler">a</span>'],
    [
      '<tg-time unix="1768473000" format="r">now</tg-time>',
      3,
      '<tg-time unix="1768473000" format="r">now</tg-time>',
    ],
  ])('fits %p into %i: %p', (html, limit, fitted) => {
    expect(fitHtml(html, limit)).toEqual({ kind: 'fits', text: fitted });
  });

  it.each([
    ['a < b', 'no tag'],
    ['<div>a</div>', '`div`'],
    ['<span>a</span>', 'class `tg-spoiler`'],
    ['<b>a', 'does not close `b`'],
    ['<b><i>a</b></i>', 'closes `b`'],
    ['a</b>', 'closes `b`'],
  ])('finds the fault of %p', (html, words) => {
    expect(fitHtml(html, 100)).toMatchObject({ kind: 'faulty', detail: expect.stringContaining(words) });
  });

  it.each(['<b></b>', '<b>', '<a href="https://x.example/"></a>'])('limits what is not shown: %p', (tags) => {
    const closed = tags === '<b>' ? '</b>'.repeat(30_000) : '';
    const fitted = fitHtml(`start${tags.repeat(30_000)}end${closed}`, 100);
    if (fitted.kind === 'faulty') throw new Error(fitted.detail);
    expect(fitted.text.length).toBeLessThanOrEqual(64 * 1024);
    expect(fitted.text).toMatch(/^start.*…/);
    expect(fitHtml(fitted.text, 100)).toEqual(fitted);
  });

  it('keeps what it cuts well-formed and within the limit', () => {
    const piece = fc.constantFrom('<b>x</b>', '&amp;', 'text', '😀', '<i>a<u>b</u></i>', '\n');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.integer({ min: 1, max: 40 }), (pieces, limit) => {
        const fitted = fitHtml(pieces.join(''), limit);
        if (fitted.kind === 'faulty') throw new Error(fitted.detail);
        expect(fitHtml(fitted.text, limit)).toEqual(fitted);
        const shown = fitted.text.replaceAll(/<[^>]*>/g, '').replaceAll('&amp;', '&');
        expect([...shown].length).toBeLessThanOrEqual(limit);
      }),
    );
  });
});
