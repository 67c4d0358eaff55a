import fc from 'fast-check';
import { Client } from 'pg';
import { compileFilter, FILTER_EXAMPLES, filterableBody } from '../../../src/core/filter';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { type Json, naiveMatch } from './naive-filter';

interface Case {
  filter: unknown;
  document: { type: string; buyer_id: string | null; data: unknown };
}

/** The publish statement's own expression, over many pairs at once. */
const MATCH = `
  SELECT jsonb_build_object('type', type, 'buyer_id', buyer_id, 'data', body::jsonb -> 'data') @@ path::jsonpath AS match
  FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) WITH ORDINALITY
    AS pair (type, buyer_id, body, path, n)
  ORDER BY n`;

const pathOf = (filter: unknown): string => {
  const compiled = compileFilter(filter);
  if (compiled.kind === 'invalid')
    throw new Error(`${JSON.stringify(filter)}: ${JSON.stringify(compiled.problems)}`);
  return compiled.path;
};

describe('a compiled filter in PostgreSQL', () => {
  let database: TestDatabase;
  let client: Client;

  beforeAll(async () => {
    database = await createTestDatabase({ isMigrated: false });
    client = new Client({ connectionString: database.url });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  /** What PostgreSQL says; null would mean that a predicate was unknown. */
  async function matches(cases: Case[]): Promise<(boolean | null)[]> {
    const bodies = cases.map(({ document: { type, data } }) => JSON.stringify({ id: 'evt_1', type, data }));
    const { rows } = await client.query<{ match: boolean | null }>(MATCH, [
      cases.map(({ document }) => document.type),
      cases.map(({ document }) => document.buyer_id),
      bodies.map((body) => filterableBody(body) ?? body),
      cases.map(({ filter }) => pathOf(filter)),
    ]);
    return rows.map(({ match }) => match);
  }

  const event = (data: unknown) => ({ type: 'lead.verified', buyer_id: 'buyer_1', data });
  const matchesData = async (filter: unknown, ...data: unknown[]) =>
    matches(data.map((value) => ({ filter: { data: filter }, document: event(value) })));

  it.each(FILTER_EXAMPLES.map((example) => [example.name, example] as const))(
    'does what the documentation says: %s',
    async (_, { filter, matches: through, misses }) => {
      expect(
        await matches([
          { filter, document: through },
          { filter, document: misses },
        ]),
      ).toEqual([true, false]);
      const plain = [through, misses].map((document) => naiveMatch(filter as Json, { ...document } as Json));
      expect(plain).toEqual([true, false]);
    },
  );

  it('agrees with the plain meaning of filters', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(generatedCase(), { minLength: 400, maxLength: 500 }), async (cases) => {
        const expected = cases.map(({ filter, document }) => naiveMatch(filter as Json, document as Json));
        expect(await matches(cases)).toEqual(expected);
      }),
      { numRuns: 12, interruptAfterTimeLimit: 20_000 },
    );
  });

  it('agrees about every operator with every pair of values', async () => {
    const texts = ['', 'x', 'X', 'y', 'xy', 'x.', '.y', 'a|y', '(x)', '\\', '\n', 'x\n', '1', '\uffff', '😀'];
    const numbers = [0, 1, -1, 0.5, 5e-324, 2 ** 53 - 1];
    const operands: Record<string, Json[]> = {
      ...Object.fromEntries(['$eq', '$neq'].map((name) => [name, [...texts, ...numbers, true, false, null]])),
      ...Object.fromEntries(['$gt', '$gte', '$lt', '$lte'].map((name) => [name, [...texts, ...numbers]])),
      $startsWith: texts,
      $endsWith: texts,
      $exist: [true, false],
    };
    const values: Json[] = [
      ...texts,
      ...numbers,
      2 ** 53,
      1e308,
      true,
      false,
      null,
      [],
      {},
      ['x', 1],
      [['x', 1]],
    ];
    const cases = Object.entries(operands).flatMap(([name, list]) =>
      list.flatMap((operand) =>
        values.map((a) => ({ filter: { data: { a: { [name]: operand } } }, document: event({ a }) })),
      ),
    );
    const answers = await matches(cases);
    const wrong = cases.filter(
      ({ filter, document }, index) => naiveMatch(filter, document as Json) !== answers[index],
    );
    expect(wrong).toEqual([]);
    expect(new Set(answers)).toEqual(new Set([true, false]));
  });

  it('generates filters that let through and filters that hold back', () => {
    const answers = fc
      .sample(generatedCase(), 1_000)
      .map(({ filter, document }) => naiveMatch(filter as Json, document as Json));
    const through = answers.filter(Boolean).length;
    expect(through).toBeGreaterThan(100);
    expect(through).toBeLessThan(900);
  });

  it.each([
    ['other types', { a: { $gt: 1 } }, ['2', true, null, {}], false],
    ['text against numbers', { a: { $lt: 'b' } }, [1, false, null], false],
    ['a number as text', { a: '1' }, [1], false],
    ['null against what is not null', { a: null }, [0, '', false, {}, []], false],
    ['a pattern on what is no text', { a: { $endsWith: '1' } }, [1, 11, true], false],
    ['what is unequal by type', { a: { $neq: 1 } }, ['1', true, null, {}, []], true],
    ['an object or array as a whole', { a: { $exist: true } }, [{}, [], null, [[]]], true],
    ['elements of an array in an array', { a: 1 }, [[[1]], [[[1]]]], false],
    ['fields of objects two arrays deep', { a: { b: 1 } }, [[[{ b: 1 }]]], false],
    ['fields of objects in arrays, holding arrays', { a: { b: 1 } }, [[{ b: [2, 1] }]], true],
    ['two conditions met by two elements', { a: { $gt: 5, $lt: 2 } }, [[1, 9]], true],
    ['an element by its number', { a: { 0: 'x' } }, [['x']], false],
    ['a number beyond the others', { a: { $gt: 2 ** 53 - 1, $lt: 2.5e-7 } }, [[1e308, -1e308]], true],
    ['2^53 in an event', { a: { $gt: 2 ** 53 - 1 } }, [2 ** 53, 1e21, 1e308], true],
    ['a small number', { a: 5e-324 }, [5e-324], true],
    ['negative numbers', { a: { $in: [-5, -0.5] } }, [-5, -0.5], true],
    ['a line break behind a suffix', { a: { $endsWith: 'x' } }, ['x\n', 'x\r\n', 'x '], false],
    ['a suffix with a line break', { a: { $endsWith: 'a\nb' } }, ['a\nb', 'xa\nb', '\na\nb'], true],
    ['the empty suffix and beginning', { a: { $endsWith: '', $startsWith: '' } }, ['', 'x', '\n'], true],
    ['another case', { a: { $endsWith: 'X', $startsWith: 'A' } }, ['Ax', 'aX'], false],
    ['text beyond the basic plane after all other', { a: { $gt: '\uffff' } }, ['😀'], true],
  ])('knows %s', async (_, filter, values, expected) => {
    expect(await matchesData(filter, ...values.map((a) => ({ a })))).toEqual(values.map(() => expected));
  });

  it('finds NUL and half a pair as U+FFFD', async () => {
    expect(
      await matchesData({ 'a\ufffd': 'x\ufffd\\' }, { 'a\0': 'x\ud800\\' }, { 'a\udc00': 'x\0\\' }),
    ).toEqual([true, true]);
  });

  describe('given names and texts that look like the path language', () => {
    const hostile = [
      '"',
      '\\',
      '\\"',
      '"\\',
      '" || true || "',
      '\\" || 1 == 1) //',
      '$',
      '$.type',
      '@',
      '*',
      '.**',
      '[*]',
      '[0 to last]',
      "'",
      "' OR 1=1 --",
      '/* */',
      '? (true)',
      '\n',
      '\r\n',
      '\u2028\u2029',
      '\u0001\u001f\u007f',
      '\\u0041',
      '\\x41',
      '\\u{41}',
      '(?i)x',
      '***=x',
      '(a+)+$',
      '[[:alpha:]]',
      '\\w',
      '^',
      '{1,255}',
      'flag "q"',
      'é e\u0301 😀 \ufeff',
      '__proto__',
      'strict $',
      '%s $1 :x',
    ];

    it.each(hostile)('takes %j by its letter', async (text) => {
      // Names that begin with $ are for operators.
      const name = text.replace(/^\$/, ' $');
      const own = JSON.parse(`{${JSON.stringify(name)}:1}`) as object;
      const other = { [`${name}x`]: 1 };
      expect(await matchesData(own, own, other, {})).toEqual([true, false, false]);
      for (const operator of ['$eq', '$startsWith', '$endsWith']) {
        const filter = { a: { [operator]: text } };
        const values = [text, 'A', 'x', '', `y${text.slice(1)}z`].map((a) => ({ a }));
        const expected = values.map((value) => naiveMatch(filter, value));
        expect(expected[0]).toBe(true);
        expect(await matchesData(filter, ...values)).toEqual(expected);
      }
    });
  });

  it('stays bounded for the largest filters and the worst events', async () => {
    const times: Record<string, number> = {};
    for (const [name, { filter, data, rounds }] of Object.entries(worstCases())) {
      const body = JSON.stringify({ data });
      const values = [filterableBody(body) ?? body, pathOf({ data: filter }), rounds];
      const start = performance.now();
      const { rows } = await client.query<{ count: number }>(
        `SELECT count(document @@ ($2::text)::jsonpath)::int
         FROM (SELECT jsonb_build_object('data', $1::jsonb -> 'data') AS document FROM generate_series(1, $3) OFFSET 0) d`,
        values,
      );
      times[name] = Math.round(performance.now() - start);
      expect(rows[0]!.count).toBe(rounds);
    }
    console.info('milliseconds', times);
  });
});

/** Small vocabularies, so that filters and events meet. */
function generatedCase(): fc.Arbitrary<Case> {
  const name = fc.constantFrom('a', 'a', 'a', 'b', 'we"ird\\', '', '0');
  const text = fc.oneof(
    fc.constantFrom(
      '',
      'x',
      'xy',
      'y',
      'x.',
      '\\',
      '"',
      '$',
      '\n',
      '2026-01-15T10:30:00.000Z',
      '😀',
      '\uffff',
    ),
    fc.string({ unit: 'grapheme', maxLength: 3 }),
  );
  const number = fc.oneof(
    fc.integer({ min: -2, max: 3 }),
    fc
      .double({ noNaN: true, noDefaultInfinity: true })
      .filter((n) => !Number.isInteger(n) || Number.isSafeInteger(n)),
    fc.constantFrom(0.5, 2 ** 53 - 1, -(2 ** 53 - 1), 5e-324),
  );
  const scalar = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(1, 'x') },
    { weight: 4, arbitrary: number },
    { weight: 4, arbitrary: text },
    { weight: 1, arbitrary: fc.boolean() },
    { weight: 1, arbitrary: fc.constant(null) },
  );
  const ordered = fc.oneof(number, text);
  const list = fc.array(scalar, { minLength: 1, maxLength: 3 });
  const { value, condition } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'medium', withCrossShrink: true },
      scalar,
      fc.constantFrom(2 ** 53, 1e308, -1e308),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.array(fc.array(scalar, { maxLength: 2 }), { maxLength: 2 }),
      fc.dictionary(name, tie('value'), { maxKeys: 3 }),
    ),
    condition: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      scalar,
      fc
        .record(
          {
            $eq: scalar,
            $neq: scalar,
            $gt: ordered,
            $gte: ordered,
            $lt: ordered,
            $lte: ordered,
            $in: list,
            $nin: list,
            $startsWith: text,
            $endsWith: text,
            $exist: fc.boolean(),
          },
          { requiredKeys: [] },
        )
        .chain((all) =>
          fc.subarray(Object.entries(all), { minLength: Math.min(1, Object.keys(all).length), maxLength: 2 }),
        )
        .map((entries) => (entries.length === 0 ? { $exist: true } : Object.fromEntries(entries))),
      fc.record({ $not: tie('condition') }),
      fc.record({ $or: fc.array(tie('condition'), { minLength: 1, maxLength: 2 }) }),
      fc.record({ $and: fc.array(tie('condition'), { minLength: 1, maxLength: 2 }) }),
      { weight: 3, arbitrary: fc.dictionary(name, tie('condition'), { minKeys: 1, maxKeys: 2 }) },
    ),
  }));
  const type = fc.constantFrom('lead.verified', 'bid.won');
  const buyerId = fc.constantFrom('buyer_1', null);
  const filter = fc
    .record(
      { type, buyer_id: buyerId, data: fc.dictionary(name, condition, { minKeys: 1, maxKeys: 2 }) },
      { requiredKeys: ['data'] },
    )
    .chain((whole) =>
      fc.constantFrom<unknown>(whole, { data: whole.data }, { $not: whole }, { $or: [whole, { type: 'x' }] }),
    );
  const document = fc.record({ type, buyer_id: buyerId, data: fc.dictionary(name, value, { maxKeys: 4 }) });
  return fc.record({ filter, document });
}

/** Filters at their limits, each with the event that makes it slowest. */
function worstCases(): Record<string, { filter: unknown; data: unknown; rounds: number }> {
  const in250 = {
    $or: [0, 1, 2].map((n) => ({ $in: Array.from({ length: n === 2 ? 50 : 100 }, (_, i) => i + 2) })),
  };
  // Each must be evaluated: all hold, so none ends the evaluation.
  const conditions = {
    $and: Array.from({ length: 100 }, (_, index) => ({ ['field'.repeat(15) + index]: { $neq: 1 } })),
  };
  const nested = { $and: Array.from({ length: 100 }, () => ({ a: { b: { c: { d: { $neq: 1 } } } } })) };
  const row = { b: [{ c: [{ d: 2 }] }] };
  const suffixes = {
    $or: Array.from({ length: 10 }, (_, index) => ({ $endsWith: `${'ab'.repeat(24)}${index}!` })),
  };
  const rare = Array.from({ length: 100 }, (_, index) => String.fromCharCode(0x4e00 + index)).join('');
  const rareSuffixes = {
    $or: Array.from({ length: 10 }, (_, index) => ({ $endsWith: `${index}${rare}`.slice(0, 50) })),
  };
  const megabyte = 'ab'.repeat(512 * 1024);
  return {
    '1,000 evaluations of 100 conditions on a small event': {
      filter: conditions,
      data: { a: 1 },
      rounds: 1_000,
    },
    '1,000 evaluations of 250 values on a small event': {
      filter: { a: in250 },
      data: { a: 1 },
      rounds: 1_000,
    },
    '1,000 evaluations of 10 suffixes on a small event': {
      filter: { a: rareSuffixes },
      data: { a: rare },
      rounds: 1_000,
    },
    '100 conditions on nested arrays': {
      filter: nested,
      data: { a: Array.from({ length: 1_600 }, () => row) },
      rounds: 1,
    },
    '250 values in a MiB of numbers': {
      filter: { a: in250 },
      data: { a: Array(512 * 1024).fill(1) },
      rounds: 1,
    },
    '10 suffixes in one text of a MiB': { filter: { a: suffixes }, data: { a: megabyte }, rounds: 1 },
    '10 suffixes in a MiB of texts': {
      filter: { a: rareSuffixes },
      data: { a: Array(5_000).fill(`${rare.slice(0, 69)}x`) },
      rounds: 1,
    },
  };
}
