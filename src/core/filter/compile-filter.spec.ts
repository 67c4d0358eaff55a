import { Validator } from '@cfworker/json-schema';
import fc from 'fast-check';
import { compileFilter, FILTER_EXAMPLES, FILTER_SCHEMA } from './index';

const score = (condition: unknown) => ({ data: { score: condition } });
const test = (text: string) => `exists($."data"."score" ? (@.type() != "array" && ${text}))`;

const pathOf = (filter: unknown): string => {
  const compiled = compileFilter(filter);
  if (compiled.kind === 'invalid') throw new Error(JSON.stringify(compiled.problems));
  return compiled.path;
};

const problemsOf = (filter: unknown) => {
  const compiled = compileFilter(filter);
  return compiled.kind === 'ok'
    ? []
    : compiled.problems.map(({ pointer, detail }) => `${pointer}: ${detail}`);
};

const expectOneProblem = (filter: unknown, beginning: string) => {
  const problems = problemsOf(filter);
  expect(problems.map((problem) => problem.slice(0, beginning.length))).toEqual([beginning]);
};

describe('compileFilter', () => {
  it.each([
    [score(90), test('@ == 90')],
    [score(-1.5e-7), test('@ == -1.5e-7')],
    [score(-0), test('@ == 0')],
    [score('x'), test('@ == "x"')],
    [score(true), test('@ == true')],
    [score(null), test('@ == null')],
    [score({ $eq: 90 }), test('@ == 90')],
    [score({ $neq: 90 }), `!(${test('@ == 90')})`],
    [score({ $gt: 90 }), test('@ > 90')],
    [score({ $gte: 'a' }), test('@ >= "a"')],
    [score({ $lt: 90 }), test('@ < 90')],
    [score({ $lte: 90 }), test('@ <= 90')],
    [score({ $in: [1, 'a', null] }), test('(@ == 1 || @ == "a" || @ == null)')],
    [score({ $nin: [1] }), `!(${test('(@ == 1)')})`],
    [score({ $startsWith: 'a.b' }), test('@ starts with "a.b"')],
    [score({ $endsWith: 'a.b' }), test(String.raw`@ like_regex "a\\.b$"`)],
    [score({ $exist: true }), 'exists($."data"."score")'],
    [score({ $exist: false }), '!(exists($."data"."score"))'],
    [score({ $not: 90 }), `!(${test('@ == 90')})`],
    [score({ $not: { $gt: 1, $lt: 3 } }), `!((${test('@ > 1')} && ${test('@ < 3')}))`],
    [score({ $or: [1, { $gt: 5 }] }), `(${test('@ == 1')} || ${test('@ > 5')})`],
    [{ $and: [score(1), score(2)] }, `(${test('@ == 1')} && ${test('@ == 2')})`],
    [{ $or: [score(1)] }, test('@ == 1')],
  ])('compiles %j', (filter, path) => {
    expect(pathOf(filter)).toBe(path);
  });

  it('takes several fields, and a field beside an operator, as conditions that must all hold', () => {
    expect(pathOf({ type: 'a', buyer_id: null, data: { x: { $gt: 1, y: 2 } } })).toBe(
      '(exists($."type" ? (@.type() != "array" && @ == "a"))' +
        ' && exists($."buyer_id" ? (@.type() != "array" && @ == null))' +
        ' && (exists($."data"."x" ? (@.type() != "array" && @ > 1))' +
        ' && exists($."data"."x"."y" ? (@.type() != "array" && @ == 2))))',
    );
  });

  it('quotes names and texts', () => {
    expect(pathOf({ data: { 'we"ird\\': '") || true || ("\n' } })).toBe(
      String.raw`exists($."data"."we\"ird\\" ? (@.type() != "array" && @ == "\") || true || (\"\n"))`,
    );
  });

  it('leaves no character of a suffix its meaning in a pattern', () => {
    expect(pathOf(score({ $endsWith: '^$.*+?()[]{}|\\' }))).toBe(
      test(`@ like_regex ${JSON.stringify(String.raw`\^\$\.\*\+\?\(\)\[\]\{\}\|\\$`)}`),
    );
  });

  it.each(['__proto__', 'constructor', 'toString', '', 'a.b', '0', '@', '[*]'])(
    'takes %j as a name',
    (name) => {
      const filter: unknown = JSON.parse(`{"data":{${JSON.stringify(name)}:1}}`);
      expect(pathOf(filter)).toContain(`$."data".${JSON.stringify(name)} ?`);
    },
  );
});

describe('what compileFilter refuses', () => {
  it.each([
    ['nothing', undefined, ': must be JSON'],
    ['text', 'x', ': must be an object'],
    ['null', null, ': must be an object'],
    ['an array', [{ type: 'x' }], ': must be an object'],
    ['no condition', {}, ': must have at least one condition'],
    ['no condition below', { data: { score: {} } }, '/data/score: must have at least one condition'],
    ['another field', { score: 1 }, '/score: must be one of type, buyer_id, data; write a field'],
    [
      'a path in a name',
      { 'data.score': 1 },
      '/data.score: must be one of type, buyer_id, data; write a field',
    ],
    ['an unknown operator', score({ $regex: 'x' }), '/data/score/$regex: must be one of $eq $neq'],
    [
      'an inherited name as operator',
      { data: { $constructor: 1 } },
      '/data/$constructor: must be one of $eq',
    ],
    ['an operator on the event', { $eq: 1 }, '/$eq: must be below a field'],
    ['an operator on the event in $not', { $not: { $exist: true } }, '/$not/$exist: must be below a field'],
    ['a value in a list of filters', { $or: ['x'] }, '/$or/0: must be an object'],
    ['an empty $or', { $or: [] }, '/$or: must be an array with at least one condition'],
    ['an empty $and', score({ $and: [] }), '/data/score/$and: must be an array with at least one'],
    ['$or of no array', { $or: { type: 'x' } }, '/$or: must be an array with at least one condition'],
    ['an array as a value', score([1]), '/data/score: must not be an array; use $in'],
    ['an array for $eq', score({ $eq: [1] }), '/data/score/$eq: must not be an array; use $in'],
    ['an object for $eq', score({ $eq: { a: 1 } }), '/data/score/$eq: must be text, a number'],
    ['an empty $in', score({ $in: [] }), '/data/score/$in: must be an array of 1 to 100 values'],
    ['$in of a value', score({ $in: 1 }), '/data/score/$in: must be an array of 1 to 100 values'],
    ['101 values', score({ $in: Array(101).fill(1) }), '/data/score/$in: must be an array of 1 to 100'],
    ['an object in $in', score({ $in: [1, {}] }), '/data/score/$in/1: must be text, a number'],
    ['an array in $nin', score({ $nin: [[1]] }), '/data/score/$nin/0: must be text, a number'],
    ['the order of booleans', score({ $gt: true }), '/data/score/$gt: must be a number or text'],
    ['the order of null', score({ $lte: null }), '/data/score/$lte: must be a number or text'],
    ['$startsWith of a number', score({ $startsWith: 1 }), '/data/score/$startsWith: must be text'],
    ['$endsWith of a number', score({ $endsWith: 1 }), '/data/score/$endsWith: must be text'],
    [
      'a long suffix',
      score({ $endsWith: 'x'.repeat(51) }),
      '/data/score/$endsWith: must not be longer than 50',
    ],
    ['$exist of a number', score({ $exist: 1 }), '/data/score/$exist: must be true or false'],
    ['an inexact number', score(2 ** 53), '/data/score: must be a finite number'],
    ['infinity', score({ $lt: Infinity }), '/data/score/$lt: must be a finite number'],
    ['NUL in a text', score('a\0'), '/data/score: must be text without NUL'],
    ['half a pair in a text', score({ $in: ['\ud800'] }), '/data/score/$in/0: must be text without NUL'],
    [
      'half a pair in a suffix',
      score({ $endsWith: '\udc00' }),
      '/data/score/$endsWith: must be text without',
    ],
    ['NUL in a name', { data: { '\0': 1 } }, '/data/\0: must be text without NUL'],
    ['a long text', score('x'.repeat(1_001)), '/data/score: must not be longer than 1000'],
    ['a long name', { data: { ['x'.repeat(1_001)]: 1 } }, `/data/${'x'.repeat(1_001)}: must not be`],
    ['a Date', score(new Date(0)), '/data/score: must be text, a number'],
    ['a hole', score({ $in: Array(1) }), '/data/score/$in/0: must be text, a number'],
    ['a bigint', score(1n), ': must be JSON'],
  ])('%s', (_, filter, problem) => {
    expectOneProblem(filter, problem);
  });

  it('names all problems at once', () => {
    expect(
      problemsOf({ type: [], data: { a: { $gt: null }, 'b/c': {}, $or: [{ d: { $in: [] } }] }, x: 1 }),
    ).toEqual([
      expect.stringMatching(/^\/type: /),
      expect.stringMatching(/^\/data\/a\/\$gt: /),
      expect.stringMatching(/^\/data\/b~1c: /),
      expect.stringMatching(/^\/data\/\$or\/0\/d\/\$in: /),
      expect.stringMatching(/^\/x: /),
    ]);
  });

  it('a cycle, and nesting that no stack can follow', () => {
    const cycle: Record<string, unknown> = {};
    cycle['data'] = cycle;
    expect(problemsOf(cycle)).toEqual([': must be JSON']);
    const deep: unknown = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));
    expect(problemsOf({ data: deep })).toEqual([': must be JSON']);
  });
});

describe('the limits of compileFilter', () => {
  const nested = (depth: number): unknown =>
    Array.from({ length: depth - 1 }).reduce<unknown>((inner) => ({ $not: inner }), { type: 'x' });
  const many = (count: number, condition: unknown) => ({
    $or: Array.from({ length: count }, () => condition),
  });

  const ofBytes = (bytes: number): unknown => {
    const filter = (last: string) => ({ type: { $in: [...Array<string>(16).fill('é'.repeat(500)), last] } });
    return filter('x'.repeat(bytes - Buffer.byteLength(JSON.stringify(filter('')))));
  };

  it.each([
    ['10 objects', nested(10), nested(11), `${'/$not'.repeat(10)}: must not lie deeper than 10 objects`],
    [
      '100 conditions',
      many(100, { type: 'x' }),
      many(101, { type: 'x' }),
      ': must not have more than 100 conditions',
    ],
    [
      '250 values',
      many(25, { type: { $in: Array(10).fill(1) } }),
      many(26, { type: { $in: Array(10).fill(1) } }),
      ': must not have more than 250 values in all conditions together; it has 260',
    ],
    [
      '10 suffixes',
      many(10, { type: { $endsWith: 'x' } }),
      many(11, { type: { $endsWith: 'x' } }),
      ': must not have more than 10 conditions with $endsWith; it has 11',
    ],
    ['16 KiB', ofBytes(16_384), ofBytes(16_385), ': must not be longer than 16384 bytes of JSON'],
  ])('lie behind %s', (_, allowed, beyond, problem) => {
    expect(compileFilter(allowed).kind).toBe('ok');
    expectOneProblem(beyond, problem);
  });
});

describe('compileFilter, fed with anything', () => {
  const name = fc.oneof(
    fc.constantFrom(
      'type',
      'data',
      '$eq',
      '$neq',
      '$gt',
      '$in',
      '$endsWith',
      '$exist',
      '$or',
      '$and',
      '$not',
      '$x',
    ),
    fc.string({ unit: 'binary' }),
  );
  const { filter } = fc.letrec<{ filter: unknown }>((tie) => ({
    filter: fc.oneof(
      { depthSize: 'medium' },
      fc.anything({
        withBigInt: true,
        withDate: true,
        withMap: true,
        withNullPrototype: true,
        withSparseArray: true,
      }),
      fc.dictionary(name, tie('filter'), { maxKeys: 3 }),
      fc.array(tie('filter'), { maxLength: 3 }),
    ),
  }));

  it('never throws, and names a problem or gives a path', () => {
    fc.assert(
      fc.property(filter, (value) => {
        const compiled = compileFilter(value);
        const answer =
          compiled.kind === 'ok' ? compiled.path : compiled.problems.map(({ detail }) => detail).join();
        expect(answer).toMatch(/^exists\(\$\.|^[(!]|^must /);
      }),
      { numRuns: 2_000 },
    );
  });

  it('agrees with itself about what was stored', () => {
    fc.assert(
      fc.property(fc.dictionary(name, filter), (value) => {
        const compiled = compileFilter(value);
        const again = compiled.kind === 'ok' ? compileFilter(JSON.parse(JSON.stringify(value))) : compiled;
        expect(again).toEqual(compiled);
      }),
    );
  });
});

describe('FILTER_SCHEMA', () => {
  const validator = new Validator(FILTER_SCHEMA, '2020-12');

  it.each(FILTER_EXAMPLES.map(({ name, filter }) => [name, filter] as const))('accepts: %s', (_, filter) => {
    expect(validator.validate(filter).errors).toEqual([]);
    expect(compileFilter(filter).kind).toBe('ok');
  });

  it.each([
    [{}],
    [{ score: 1 }],
    [score({ $regex: 'x' })],
    [score([1])],
    [score({ $in: [] })],
    [{ $or: [] }],
  ])('refuses %j', (filter) => {
    expect(validator.validate(filter).valid).toBe(false);
  });
});
