import { type EngineUnderTest, startEngine } from './fixtures';

/** Generous, as the machine may be busy: on an idle one the worst takes 0.4 s. */
const ENDS_WITHIN_MS = 8000;

const doubled = (text: string, times: number) =>
  `$d := function($s, $n){ $n = 0 ? $s : $d($s & $s, $n - 1) }; $x := $d(${text}, ${times});`;
const tripled = (times: number) =>
  `$d := function($s, $n){ $n = 0 ? $s : $d({"a": $s, "b": $s, "c": $s}, $n - 1) }; $x := $d("x", ${times});`;
/** Takes the mark off a function of the expression, and with it the library's guard before its inside. */
const unmasked = '$f := function(){1}; $z := ($ ~> |$f|{}, ["_jsonata_lambda"]|);';

const TOO_MUCH = ['TIME_LIMIT', 'MEMORY_LIMIT', 'TOO_DEEP', 'OUTPUT_TOO_LARGE'];

const BOMBS: Record<string, string> = {
  'endless tail recursion': '($f := function($n){ $f($n + 1) }; $f(0))',
  'endless recursion': '($f := function($n){ 1 + $f($n + 1) }; $f(0))',
  'endless recursion by $map': '($f := function($n){ $sum($map([$n], $f)) }; $f(0))',
  'endless recursion by $each': '($f := function($n){ $each({"a": 1}, $f) }; $f(0))',
  'endless recursion by $reduce': '($f := function($a, $b){ $reduce([$a, $b], $f) & "x" }; $f(1, 2))',
  'endless recursion by $sort': '($f := function($a, $b){ $count($sort([1, 2], $f)) > 1 }; $f(1, 2))',
  'endless recursion by $replace': '($f := function($m){ $replace("a", /a/, $f) }; $f(0))',
  'endless recursion by an order': '($f := function($n){ [2, 1]^($f($))[0] }; $f(0))',
  'endless recursion by an update': '($f := function($n){ ({"a": 1} ~> |$|{"a": $f($n)}|).a }; $f(0))',
  'nested parentheses': '('.repeat(8000) + '1' + ')'.repeat(8000),
  'nested lists': '['.repeat(8000) + ']'.repeat(8000),
  'a long sum': `1${'+1'.repeat(8000)}`,
  'a long range': '[1..10000000]',
  'an endless range': '[1..1e300]',
  'ranges of ranges': '[1..90000].[1..90000]',
  'maps of maps': '$map([1..90000], function($a){ $map([1..90000], function($b){ $a * $b }) })',
  'doubling by reduce': '$reduce([1..90000], function($a, $b){ $a & "x" & $a })',
  'doubling by append': '($d := function($a){ $d($append($a, $a)) }; $d([1, 2]))',
  'a wide $pad': '$pad("a", 1000000000)',
  'an endless $pad': '$pad("a", -1 / 0, "xyz")',
  'a doubled text': `(${doubled('"abc"', 40)} $x)`,
  'the length of a doubled text': `(${doubled('"abc"', 26)} $length($x))`,
  'a split text': `(${doubled('"abc"', 26)} $count($split($x, "")))`,
  'a joined text': `(${doubled('"abcdefgh"', 20)} $join([1..50].$x, $x))`,
  'a replaced text': `(${doubled('"aaaaaaaa"', 20)} $length($replace($x, "a", $x)))`,
  'an encoded text': `(${doubled('"aaaaaaaa"', 25)} $base64encode($x))`,
  'an encoded address': `(${doubled('"éaaaaaaa"', 24)} $encodeUrl($x))`,
  'a trimmed text': `(${doubled('"  a     "', 24)} $trim($x))`,
  'a result of itself many times over': `(${tripled(30)} $x)`,
  '$string of such a value': `(${tripled(30)} $string($x))`,
  '$clone of such a value': `(${tripled(30)} $clone($x))`,
  'comparing such values': `(${tripled(40)} $d("x", 40) = $x)`,
  'all descendants of such a value': `(${tripled(30)} $count($x.**))`,
  'distinct objects': '$count($distinct([1..90000].{"k": $}))',
  'a large sort': '$sort([1..90000], function($a, $b){ $a < $b })',
  'a large order-by': '[1..90000]^(>$string($))',
  'a join of lists': '$count(list@$a.$$.list@$b.{"a": $a})',
  'a number format that never ends': '$formatNumber(1 / 0, "0e0")',
  'letters without end': '$formatInteger(1 / 0, "A")',
  'Roman numbers without end': '$formatInteger(1e15, "I")',
  'words without end': '$formatInteger(1 / 0, "w")',
  'a long date picture': '$fromMillis(1, $pad("[Y]", 1000000, "[Y]"))',
  'number words that backtrack': '$parseInteger($pad("one ", 1000000, "one "), "w")',
  'a value that holds itself': '($clone := function($x){ $x }; $ ~> |$|{"self": $}|)',
};

/** Each would take years, or minutes, on an engine that backtracks. */
const BACKTRACKING: Record<string, string> = {
  'nested repetition': '$contains($substring(text, 0, 2000) & "!", /(a+)+$/)',
  alternatives: '$contains($substring(text, 0, 2000), /(a|a)*b/)',
  'many stars': '$contains($substring(text, 0, 2000), /(.*)*(.*)*(.*)*(.*)*c/)',
  'a date picture of fractions, past the mending of CVE-2026-52746':
    '$exists($toMillis($pad("1", 2000, "1") & "x", "[f1][f1][f1][f1][f1][f1]"))',
  'a signature with many options': `($f := function($a)<${'a?'.repeat(20)}n:b>{ false }; $f(1))`,
};

const ESCAPES: Record<string, string> = {
  __proto__: '$.__proto__',
  'the prototype of a field': 'list.__proto__.constructor',
  constructor: '$.constructor',
  'the constructor of a text': '"".constructor.constructor("return process")()',
  '$lookup of a constructor': '$lookup($, "constructor")',
  '$lookup in a function': '$lookup($sum, "implementation")',
  'a function of the host': '$require("fs")',
  process: '$process',
  globalThis: '$globalThis',
  'an inherited method': '$toString()',
  'the code of a built-in function': '$spread($sum).implementation.constructor',
  'a constructor in its own environment': `(${unmasked} $lookup($f.environment.bind, "constructor"))`,
  'a function of its own environment': `(${unmasked} $l := $f.environment.lookup; $l("sum"))`,
  'options of its own environment': `(${unmasked} $ ~> |$f.environment.base.options|{"timeout": 0}|)`,
  'guards taken out of its environment':
    `(${unmasked} $b := $f.environment.bind; $y := ($ ~> |$f.environment.base|{"guardrails": $b}|);` +
    ' $l := function($n){ $l($n + 1) }; $l(0))',
  'a function made by its mark': '{"_jsonata_function": true, "implementation": "x"}',
  $eval: '$eval("1")',
  '$eval by another name': '($e := $eval; $e("1"))',
  '$eval in part': '($e := $eval(?, 1); $e("2"))',
  '$eval by $map': '$map(["1"], $eval)',
  $random: '$random()',
  $shuffle: '$shuffle([1, 2, 3])',
  'what poses as a promise': '($f := function($g){ {"then": $g} }; $f(function($resolve){ 1 }))',
  'what poses as a promise, and reads what it is given':
    '($f := function($g){ {"then": $g} }; $f(function($r){ $r($lookup($r, "constructor")) }))',
};

describe('an attack on the mapping engine', () => {
  const input = { text: 'a'.repeat(20_000), list: Array.from({ length: 1000 }, (_, index) => index) };
  let engine: EngineUnderTest;

  beforeAll(() => {
    engine = startEngine();
  });
  afterAll(() => engine.onApplicationShutdown());

  const attack = async (expression: string) => {
    const startedAt = performance.now();
    const result = await engine.evaluate({ expression, input });
    expect(performance.now() - startedAt).toBeLessThan(ENDS_WITHIN_MS);
    const served = await engine.evaluate({ expression: '$sum([n, 1])', input: { n: 1 } });
    expect(served).toEqual({ kind: 'value', value: 2 });
    return result.kind === 'failed' ? result.error.code : result.value;
  };

  it.each(Object.entries(BOMBS))('by %s ends at a limit, and others are served', async (_, expression) => {
    expect(TOO_MUCH).toContain(await attack(expression));
  });

  it.each(Object.entries(BACKTRACKING))('by %s takes no time worth mentioning', async (_, expression) => {
    expect(await attack(expression)).toBe(false);
  });

  it.each(Object.entries(ESCAPES))('by %s reaches nothing', async (_, expression) => {
    expect(['NO_RESULT', 'RUNTIME', 'REFUSED', 'OUTPUT_NOT_JSON']).toContain(await attack(expression));
  });

  it.each([
    ['CVE-2024-27307, the update operator', '$ ~> |$|{"__proto__": {"polluted": 1}}|'],
    ['a clone that is none', '($clone := function($x){ $x }; $ ~> |$|{"__proto__": {"polluted": 1}}|)'],
    [
      'the constructor',
      '($clone := function($x){ $x }; $ ~> |$|{"constructor": {"prototype": {"polluted": 1}}}|)',
    ],
    ['$merge', '$merge([{"__proto__": {"polluted": 1}}])'],
  ])('by %s pollutes nothing', async (_, expression) => {
    await attack(expression);
    const seen = Promise.all(
      [1, 2, 3].map(async () => engine.evaluate({ expression: 'polluted', input: {} })),
    );
    for (const result of await seen) expect(result).toMatchObject({ error: { code: 'NO_RESULT' } });
  });

  it('by replacing a built-in function stays in the expression that does it', async () => {
    await attack('$ ~> |$sum|{"implementation": function($x){ "stolen" }}|');
    await attack('$ ~> |$string|{"implementation": null, "signature": null}|');
    const uses = Array.from({ length: 6 }, (_, use) => `$string($sum([1, ${use}]))`);
    const values = await Promise.all(uses.map(async (expression) => engine.evaluate({ expression, input })));
    expect(values).toEqual(uses.map((_, use) => ({ kind: 'value', value: String(1 + use) })));
  });

  it('by an input that poses as a function is refused', async () => {
    const forged = { f: { _jsonata_function: true, implementation: { apply: 'x' } } };
    expect(await engine.evaluate({ expression: '$f(1)', input: forged })).toMatchObject({
      error: { code: 'INPUT_REFUSED' },
    });
  });
});
