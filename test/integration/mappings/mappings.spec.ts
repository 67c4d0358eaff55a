import { MAPPING_LIMITS } from '../../../src/core/mapping';
import { type EngineUnderTest, startEngine } from './fixtures';

const EVENT = {
  event: {
    id: 'evt_1',
    data: { name: 'Jane Smith', phone: '(555) 111-2222', score: 88, tags: ['a', 'b'], city: 'Zürich 😀' },
  },
  buyer: null,
};
const NOW = '2026-01-15T10:30:00.123Z';

describe('MappingEngine', () => {
  let engine: EngineUnderTest;

  beforeAll(() => {
    engine = startEngine();
  });
  afterAll(() => engine.onApplicationShutdown());

  const map = (expression: string, input: unknown = EVENT) =>
    engine.evaluate({ expression, input, now: NOW });
  const codeOf = async (expression: string, input?: unknown) => {
    const result = await map(expression, input);
    return result.kind === 'failed' ? result.error.code : result.value;
  };

  it('makes the payload an expression describes', async () => {
    const expression = `{
      "lead": event.data.name,
      "digits": $replace(event.data.phone, /[^0-9]/, ""),
      "rating": event.data.score >= 80 ? "hot" : "cold",
      "tags": $join(event.data.tags, ","),
      "city": $uppercase(event.data.city),
      "buyer": buyer
    }`;
    expect(await map(expression)).toEqual({
      kind: 'value',
      value: {
        lead: 'Jane Smith',
        digits: '5551112222',
        rating: 'hot',
        tags: 'a,b',
        city: 'ZÜRICH 😀',
        buyer: null,
      },
    });
  });

  it.each([
    ['in a sum', '($f := function($n){ $n = 0 ? 0 : 1 + $f($n - 1) }; $f(600))', 600],
    ['by $map', '($f := function($n){ $n = 0 ? 0 : 1 + $sum($map([$n - 1], $f)) }; $f(600))', 600],
    [
      'as their last step',
      '($f := function($n, $of){ $n = 0 ? $of : $f($n - 1, $of + 1) }; $f(1000, 0))',
      1000,
    ],
  ])('lets functions call themselves %s', async (_, expression, value) => {
    expect(await map(expression)).toEqual({ kind: 'value', value });
  });

  it.each([
    ['null', null],
    ['event.data.tags[0]', 'a'],
    ['[event.data.missing]', []],
    ['$match("a1b22", /[a-z]([0-9]+)/).groups', ['1', '22']],
    ['$split("a, b;c", /[,;] ?/)', ['a', 'b', 'c']],
    ['$contains("ABC", /b/i)', true],
    ['$replace("john smith", /(\\w+)\\s(\\w+)/, "$2, $1")', 'smith, john'],
    ['$pad("é😀", 4, "12")', 'é😀12'],
    ['$pad("x", -5, "ab")', 'ababx'],
    ['$pad("long", 2)', 'long'],
    ['$pad("x", 3)', 'x  '],
    ['$base64decode($base64encode("plain"))', 'plain'],
    ['$formatNumber(12345.6, "#,##0.00")', '12,345.60'],
    ['$toMillis("15/01/2026", "[D01]/[M01]/[Y0001]")', 1768435200000],
    ['$fromMillis(0, "[Y]-[M01]-[D01]")', '1970-01-01'],
    [
      '$ ~> |event.data|{"score": 1}, ["tags", "phone", "city", "name"]|',
      { ...EVENT, event: { id: 'evt_1', data: { score: 1 } } },
    ],
  ])('gives for %s what the language promises', async (expression, value) => {
    expect(await map(expression)).toEqual({ kind: 'value', value });
  });

  it('stands at the time it is given, and knows no other', async () => {
    const expression =
      '[$now(), $millis(), $toMillis("08:15", "[H01]:[m01]"), $toMillis("2026-01-15T10:30:00")]';
    const value = [
      NOW,
      Date.parse(NOW),
      Date.parse('2026-01-15T08:15:00Z'),
      Date.parse('2026-01-15T10:30:00Z'),
    ];
    expect(await map(expression)).toEqual({ kind: 'value', value });
    const refused = await engine.evaluate({ expression: '$now()', input: {} });
    expect(refused).toMatchObject({ kind: 'failed', error: { code: 'REFUSED', position: 5 } });
  });

  it.each([
    ['{"a": ', 'SYNTAX', 6],
    ['{"a": 1,}', 'SYNTAX', 9],
    ['a + $match(b, /(?=x)/)', 'SYNTAX', 14],
    ['1 + "a"', 'RUNTIME', 3],
    ['  $foo(1)', 'RUNTIME', 7],
    ['$uppercase(1)', 'RUNTIME', 11],
    ['$error("No such buyer")', 'RUNTIME', 7],
    ['$random()', 'REFUSED', 8],
    ['event.data.missing', 'NO_RESULT', null],
  ])('says of %s: %s at %p', async (expression, code, position) => {
    const message = expect.stringMatching(/^[A-Z].*\.$/) as string;
    expect(await map(expression)).toEqual({ kind: 'failed', error: { code, message, position } });
  });

  it('checks an expression without running it', async () => {
    expect(await engine.check('$error("only when it runs")')).toEqual({ kind: 'ok' });
    expect(await engine.check('a.b.(')).toMatchObject({
      kind: 'failed',
      error: { code: 'SYNTAX', position: 5 },
    });
  });

  it('takes expressions up to their limit in bytes', async () => {
    const { expressionBytes } = MAPPING_LIMITS;
    const comment = (bytes: number) => `1 /* ${'é'.repeat((bytes - 8) / 2)} */`;
    expect(await engine.check(comment(expressionBytes))).toEqual({ kind: 'ok' });
    expect(await codeOf(comment(expressionBytes + 2))).toBe('EXPRESSION_TOO_LARGE');
    expect(await engine.check(comment(expressionBytes + 2))).toMatchObject({ kind: 'failed' });
  });

  it('takes results up to their limit in bytes', async () => {
    const text = 'x'.repeat(MAPPING_LIMITS.outputBytes - 2);
    expect(await codeOf('text', { text })).toBe(text);
    expect(await codeOf('text', { text: `${text}x` })).toBe('OUTPUT_TOO_LARGE');
  });

  it('takes a mapping of many hundred fields, and an input of a mebibyte', async () => {
    const fields = Array.from({ length: 350 }, (_, field) => `"f${field}": event.data.name & "x"`);
    const input = { ...EVENT, ballast: 'x'.repeat(1024 * 1024) };
    const result = await map(`{${fields.join(',')}}`, input);
    expect(Object.keys((result as { value: object }).value)).toHaveLength(350);
  });

  it('gives the same value whichever sandbox runs it', async () => {
    const results = await Promise.all(Array.from({ length: 60 }, () => map('event.data ~> $keys()')));
    expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1);
  });

  it('serves more expressions than it keeps compiled', async () => {
    const numbers = Array.from({ length: 250 }, (_, number) => number);
    for (const round of [0, 1]) {
      const values = await Promise.all(numbers.map((number) => codeOf(`${number} + n`, { n: round })));
      expect(values).toEqual(numbers.map((number) => number + round));
    }
  });
});
