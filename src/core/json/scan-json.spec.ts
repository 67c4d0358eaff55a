import fc from 'fast-check';
import { scanJson } from './scan-json';
import { type ScanResult } from './scan-state';

const UNLIMITED = { maxDepth: Infinity, maxKeys: Infinity };

function scan(text: string): ScanResult {
  return scanJson(text, UNLIMITED);
}

function isParsable(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function pointersOfLoss(text: string): string[] {
  const result = scan(text);
  return result.kind === 'lossy' ? result.problems.map(({ pointer }) => pointer) : [];
}

describe('scanJson, grammar', () => {
  const isMalformed = (text: string) => scan(text).kind === 'malformed';

  it('agrees with JSON.parse on well-formed texts', () => {
    const text = fc.tuple(fc.jsonValue({ stringUnit: 'binary' }), fc.constantFrom(0, 1, '\t', '\r\n'));
    fc.assert(
      fc.property(text, ([value, indent]) => {
        expect(isMalformed(JSON.stringify(value, null, indent))).toBe(false);
      }),
    );
  });

  it('agrees with JSON.parse on texts with one character changed, removed or added', () => {
    const character = fc.oneof(
      fc.constantFrom(...'{}[]",:\\u09-+.eEtrfalsn \n\t\v\u0000\ufeff'),
      fc.string(),
    );
    const edit = fc.record({ at: fc.nat(), removed: fc.nat({ max: 1 }), added: character });
    fc.assert(
      fc.property(fc.json(), edit, (json, { at, removed, added }) => {
        const start = at % (json.length + 1);
        const text = json.slice(0, start) + added + json.slice(start + removed);
        expect(isMalformed(text)).toBe(!isParsable(text));
      }),
      { numRuns: 3_000 },
    );
  });

  it('agrees with JSON.parse on any sequence of tokens', () => {
    const tokens = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"',
      '\\',
      '1',
      '-',
      '0',
      '.',
      'e',
      '+',
      'true',
      'nul',
      ' ',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...tokens), { maxLength: 10 }), (parts) => {
        const text = parts.join('');
        expect(isMalformed(text)).toBe(!isParsable(text));
      }),
      { numRuns: 5_000 },
    );
  });

  it.each([
    ['', 0, 'Expected a value, found the end of the text.'],
    ['\ufeff{}', 0, 'Expected a value, found U+FEFF.'],
    ['{"a":1,}', 7, "Expected a key in double quotes, found '}'."],
    ['[1 2]', 3, "Expected ',' or ']', found '2'."],
    ['{"a" 1}', 5, "Expected ':', found '1'."],
    ['[01]', 2, "Expected ',' or ']', found '1'."],
    ['1.', 2, 'Expected a digit, found the end of the text.'],
    ['{} {}', 3, "Expected the end of the text, found '{'."],
    ['["a', 3, 'The text ends inside a string.'],
    ['["a\n"]', 3, 'Control characters in a string must be escaped.'],
    ['["\\x"]', 3, 'A backslash must be followed by one of "\\/bfnrt or by u and four hex digits.'],
    ['{"a":1]', 6, "Expected ',' or '}', found ']'."],
  ])('says where and why %p is malformed', (text, position, detail) => {
    expect(scan(text)).toEqual({ kind: 'malformed', position, detail });
  });
});

describe('scanJson, limits', () => {
  it('allows exactly maxDepth containers inside each other', () => {
    const limits = { ...UNLIMITED, maxDepth: 2 };
    expect(scanJson('{"a":[1]}', limits).kind).toBe('ok');
    expect(scanJson('{"a":[1,{}]}', limits)).toEqual({ kind: 'too_deep', pointer: '/a/1' });
  });

  it('allows exactly maxKeys keys in all objects together', () => {
    const limits = { ...UNLIMITED, maxKeys: 3 };
    expect(scanJson('[{"a":1,"b":2},{"c":3}]', limits).kind).toBe('ok');
    expect(scanJson('[{"a":1,"b":2},{"c":3,"d":4}]', limits)).toEqual({
      kind: 'too_many_keys',
      pointer: '/1/d',
    });
  });

  it('follows a depth of 100,000 without a stack', () => {
    const depth = 100_000;
    expect(scan('['.repeat(depth) + ']'.repeat(depth))).toEqual({ kind: 'ok' });
    expect(scan('{"a":'.repeat(depth) + '1' + '}'.repeat(depth))).toEqual({ kind: 'ok' });
    expect(scan('['.repeat(depth))).toMatchObject({ kind: 'malformed', position: depth });
  });
});

describe('scanJson, losses', () => {
  it('finds nothing to lose in what JavaScript itself has written', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const hasUnsafeInteger = /\d{16}/.test(JSON.stringify(value));
        fc.pre(!hasUnsafeInteger);
        expect(scan(JSON.stringify(value))).toEqual({ kind: 'ok' });
      }),
    );
  });

  it('names numbers by their pointer', () => {
    const text =
      '{"a":[1,9007199254740992,{"b/c~d":1e400}],"":0.1000000000000000055,"fine":[1.0,1e2,-0,1.50]}';
    expect(pointersOfLoss(text)).toEqual(['/a/1', '/a/2/b~1c~0d', '/']);
  });

  it('names a number that is the whole text by the empty pointer', () => {
    expect(pointersOfLoss('1e400')).toEqual(['']);
  });

  it.each([
    ['plain', '{"a":1,"b":2,"a":3}', ['/a']],
    ['escaped', '{"a":1,"\\u0061":2}', ['/a']],
    ['empty', '{"":1,"":2}', ['/']],
    ['__proto__', '{"__proto__":1,"__proto__":2}', ['/__proto__']],
    ['nested', '[{"a":{"b":1,"b":2}}]', ['/0/a/b']],
  ])('finds %s keys that occur twice', (_case, text, pointers) => {
    expect(pointersOfLoss(text)).toEqual(pointers);
  });

  it.each([
    '{"a":1,"A":2}',
    '{"a":{"a":1},"b":{"a":1}}',
    '[{"a":1},{"a":2}]',
    '{"__proto__":{"a":1},"constructor":1,"toString":1}',
    '{"é":1,"e\u0301":2}',
  ])('takes %s for unharmed', (text) => {
    expect(scan(text)).toEqual({ kind: 'ok' });
  });

  it('finds a repeated key exactly when JSON.parse would drop one', () => {
    const keys = fc.array(fc.constantFrom(...'abcdefghijklmnop', '__proto__', '\\u0061'), { maxLength: 24 });
    fc.assert(
      fc.property(keys, (names) => {
        const text = `{${names.map((name, index) => `"${name}":${index}`).join(',')}}`;
        const isDropped = Object.keys(JSON.parse(text) as object).length < names.length;
        expect(scan(text).kind).toBe(isDropped ? 'lossy' : 'ok');
      }),
      { numRuns: 500 },
    );
  });

  it('describes no more than 20 problems', () => {
    expect(pointersOfLoss(`[${Array(50).fill('1e400').join(',')}]`)).toHaveLength(20);
  });

  it('prefers malformed to lossy', () => {
    expect(scan('[1e400').kind).toBe('malformed');
  });
});

describe('scanJson, effort', () => {
  /** Far above what one pass takes, far below what anything quadratic would. */
  const GENEROUS_MS = 3_000;

  function elapsedMs(text: string): number {
    const start = performance.now();
    scan(text);
    return performance.now() - start;
  }

  it.each([
    [
      'one object with 100,000 keys',
      `{${Array.from({ length: 100_000 }, (_, n) => `"key${n}":${n}`).join(',')}}`,
    ],
    ['one key 100,000 times', `{${Array(100_000).fill('"a":1').join(',')}}`],
    [
      'one key 100,000 times below a long one',
      `{"${'x'.repeat(500_000)}":{${Array(100_000).fill('"a":1').join(',')}}}`,
    ],
    ['a million digits', '1'.repeat(1_000_000)],
    ['a million zeros and a one', `0.${'0'.repeat(1_000_000)}1`],
    ['a million escapes', `"${'\\u0041'.repeat(1_000_000)}"`],
  ])('stays linear for %s', (_case, text) => {
    expect(elapsedMs(text)).toBeLessThan(GENEROUS_MS);
  });
});
