import fc from 'fast-check';
import { filterableBody, MAX_ELEMENTS } from './filterable-body';

const bodyOf = (data: unknown): string =>
  JSON.stringify({ id: 'evt_1', type: 'a.b', data, api_version: '1' });
const dataOf = (body: string | null): unknown =>
  (JSON.parse(body ?? 'null') as { data: unknown } | null)?.data;

describe('filterableBody', () => {
  it.each([['plain'], ['é😀"\\\n\u0001'], [String.raw`\u0000`], [String.raw`\\ud800`], ['\ufffd']])(
    'has nothing to change in %j',
    (text) => {
      expect(filterableBody(bodyOf({ [text]: text }))).toBeNull();
    },
  );

  it.each([
    ['a\0b', 'a\ufffdb'],
    ['\0\0\\\0', '\ufffd\ufffd\\\ufffd'],
    ['\ud800', '\ufffd'],
    ['\udc00\ud800😀', '\ufffd\ufffd😀'],
    ['\\u0000\0', '\\u0000\ufffd'],
  ])('turns %j into %j, in names as in values', (text, clean) => {
    expect(dataOf(filterableBody(bodyOf({ [text]: [text, { [text]: 1 }] })))).toEqual({
      [clean]: [clean, { [clean]: 1 }],
    });
  });

  it('keeps a pair that is written in escapes', () => {
    expect(filterableBody(String.raw`{"a":"\ud83d\ude00\uD83D\uDE00\uDC00"}`)).toBe(
      String.raw`{"a":"\ud83d\ude00\uD83D\uDE00\ufffd"}`,
    );
  });

  it('says what toWellFormed says', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '\\', '"', 'u', '0000', 'd800', '\0', '\ud83d', '\ude00'),
    });
    fc.assert(
      fc.property(text, (value) => {
        const body = bodyOf({ value });
        const expected = value.toWellFormed().replaceAll('\0', '\ufffd');
        expect(dataOf(filterableBody(body) ?? body)).toEqual({ value: expected });
        expect(filterableBody(body) === null).toBe(expected === value);
      }),
      { numRuns: 1_000 },
    );
  });

  it('leaves as many elements as there may be', () => {
    const long = 'commas,'.repeat(2_000);
    expect(filterableBody(bodyOf({ long, list: Array(MAX_ELEMENTS).fill(10) }))).toBeNull();
    const wide = Object.fromEntries(Array.from({ length: 6_000 }, (_, index) => [`key${index}`, index]));
    expect(filterableBody(bodyOf(wide))).toBeNull();
  });

  it('cuts the elements beyond', () => {
    const list = Array.from({ length: MAX_ELEMENTS + 1 }, (_, index) => index);
    expect(dataOf(filterableBody(bodyOf({ list, name: 'x' })))).toEqual({
      list: list.slice(0, -1),
      name: 'x',
    });
  });

  it('counts all arrays together, outer ones first', () => {
    const rows = Array.from({ length: 200 }, () => Array(10).fill(7));
    const data = dataOf(filterableBody(bodyOf({ rows }))) as { rows: number[][] };
    expect(data.rows).toHaveLength(200);
    expect(data.rows.slice(0, 80).every((row) => row.length === 10)).toBe(true);
    expect(data.rows.slice(80).every((row) => row.length === 0)).toBe(true);
  });

  it('keeps a field named __proto__', () => {
    const list = JSON.stringify(Array(6_000).fill(1));
    expect(filterableBody(`{"__proto__":{"a":1},"list":${list}}`)).toContain('"__proto__":{"a":1}');
  });
});
