import jsonata from 'jsonata';
import { copyLibrary } from './library';
import { MappingClock } from './mapping-clock';

const DATA = {
  name: { first: 'Jane', last: 'Doe' },
  tags: ['b', 'a', 'c'],
  orders: [
    { id: 1, sku: 'x', price: 10, lines: [{ n: 1 }, { n: 2 }] },
    { id: 2, sku: 'y', price: 5.5, lines: [{ n: 3 }] },
    { id: 3, sku: 'x', price: 7, lines: [] },
  ],
};

describe('the amended library', () => {
  it.each([
    '{"a": name.first, "b": [tags, 1], "c": {"d": orders.price}}',
    'orders{sku: {"sum": $sum(price), "ids": [id]}}',
    'orders{sku: $count($)}.x',
    '{sku: orders}',
    'orders^(>price, id).id',
    'orders[price > 6][0].sku',
    'orders[-1].lines',
    'orders.lines.n',
    'orders.{"id": id, "n": lines.n}',
    'orders@$o.lines@$l[$l.n > 1].{"id": $o.id, "n": $l.n}',
    'orders#$i[$i > 0].{"at": $i, "up": lines.%.id}',
    'orders.lines[0].%.sku',
    '**.n',
    'orders.*',
    '$map(tags, function($t, $i, $all) { $t & $i & $count($all) })',
    '$filter(orders, function($o) { $o.price > 6 }).id',
    '$single(orders, function($o) { $o.id = 2 }).sku',
    '$reduce(orders.price, function($a, $b) { $a + $b }, 100)',
    '$each(name, function($v, $k) { $k & "=" & $v })',
    '$sift(name, function($v, $k) { $k = "first" })',
    '$sort(tags, function($a, $b) { $a > $b })',
    '$replace("a1b22", /[0-9]+/, function($m) { "<" & $m.match & ">" })',
    '$match("a1b22", /[a-z]([0-9]+)/)',
    '$split("a1b22c", /[0-9]+/)',
    '$contains("abc", /b/)',
    '$ ~> |orders[id=2]|{"price": 6}, "lines"|',
    'tags ~> $join("-") ~> $uppercase',
    '($double := function($n) { $n * 2 }; $twice := $double ~> $double; $twice(3))',
    '($add := function($a, $b) { $a + $b }; $one := $add(?, 1); [1..3].$one($))',
    '($f := function($n) { $n <= 1 ? 1 : $n * $f($n - 1) }; $f(10))',
    '($f := function($n, $of) { $n = 0 ? $of : $f($n - 1, $of * 2) }; $f(20, 1))',
    'missing ? "yes" : name.last ?: "no"',
    'orders[0].price in [10, 11] and $not(false) or missing',
    '$spread(name)',
    '$merge(orders.{sku: price})',
    '$append(tags, orders.lines)',
    '$distinct(orders.sku)',
    '$zip(tags, [1..3])',
    '$lookup(name, "last")',
    '[[1, [2]], 3][]',
    '$error("no")',
    '1 + "a"',
    '$sum("a")',
    'name.(',
  ])('makes of %s what the original makes of it', async (expression) => {
    const clock = new MappingClock();
    clock.restart(0, 1000);
    const ours = await outcomeOf(async () => copyLibrary(clock)(expression).evaluate(structuredClone(DATA)));
    const theirs = await outcomeOf(async () => jsonata(expression).evaluate(structuredClone(DATA)));
    expect(ours).toEqual(theirs);
  });

  // The original evaluates the items of a list, and the fields of an object, side by side.
  it.each([
    ['[$x := 5, $x]', [5, 5]],
    ['{"a": $x := 5, "b": $x}', { a: 5, b: 5 }],
  ])('evaluates %s in order', (expression, value) => {
    expect(copyLibrary(new MappingClock())(expression).evaluate(DATA)).toEqual(value);
  });
});

async function outcomeOf(evaluate: () => Promise<unknown>): Promise<unknown> {
  try {
    return { json: JSON.stringify(await evaluate()) };
  } catch (error) {
    const { code, message, position } = error as Record<string, unknown>;
    return { code, message, position };
  }
}
