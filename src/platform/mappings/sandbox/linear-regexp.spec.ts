import { MappingRefusal } from '../../../core/mapping';
import { LinearRegExp } from './linear-regexp';

/** Every match the way JSONata walks through a text, with all it reads of each. */
function matches(regExp: { lastIndex: number; exec(text: string): RegExpExecArray | null }, text: string) {
  const found: unknown[] = [];
  for (let match = regExp.exec(text); match !== null; match = regExp.exec(text)) {
    found.push({ index: match.index, groups: [...match], lastIndex: regExp.lastIndex });
    if (match[0] === '') regExp.lastIndex++;
  }
  return { found, lastIndex: regExp.lastIndex };
}

const walk = (regExp: LinearRegExp, text: string) => matches(regExp as unknown as RegExp, text);

describe('LinearRegExp', () => {
  it.each([
    ['[0-9]+', 'g', 'a1b22c333'],
    ['(\\w+)@(\\w+)(\\.com)?', 'g', 'me@x.com you@y'],
    ['É', 'gi', '😀é É'],
    ['^.', 'gm', 'a\nb'],
    ['^.', 'g', 'a\nb'],
    ['a\\/b', 'g', 'a/b'],
    ['\\u00e9+', 'g', 'éé'],
    ['(?<year>\\d{4})-(\\d\\d)', 'g', '2026-01 and 2027-02'],
    ['x*', 'g', 'axb'],
    ['nothing', 'g', 'else'],
    ['[^\\]/]+', 'g', 'a]b/c'],
    ['(a)|(b)', 'g', 'ab'],
  ])('finds with /%s/%s in "%s" what RegExp finds', (source, flags, text) => {
    const expected = matches(new RegExp(source, flags), text);
    expect(walk(new LinearRegExp(source, flags), text)).toEqual(expected);
  });

  it('starts from the beginning every time without the flag g', () => {
    const regExp = new LinearRegExp('a');
    expect([regExp.test('ba'), regExp.test('ba'), regExp.exec('ba')?.index]).toEqual([true, true, 1]);
  });

  it('copies the program of another and has a place of its own', () => {
    const first = new LinearRegExp('a', 'gi');
    first.exec('AA');
    const second = new LinearRegExp(first);
    expect([first.lastIndex, second.lastIndex, String(second)]).toEqual([1, 0, '/a/gi']);
  });

  it.each([['(?=a)'], ['(?<=a)b'], ['(a)\\1'], ['('], ['a{2000}'], ['((a{100}){100}){100}']])(
    'refuses /%s/ with a sentence and the text to look for',
    (source) => {
      const attempt = () => new LinearRegExp(source, 'g');
      expect(attempt).toThrow(MappingRefusal);
      expect(attempt).toThrow(
        expect.objectContaining({ failure: 'SYNTAX', excerpt: `/${source}/` }) as Error,
      );
    },
  );

  it('needs time that grows with the text where RegExp would need forever', () => {
    expect(new LinearRegExp('(x+x+)+y').test('x'.repeat(20_000))).toBe(false);
    expect(new LinearRegExp('^(a|a)*$').test(`${'a'.repeat(20_000)}!`)).toBe(false);
  });
});
