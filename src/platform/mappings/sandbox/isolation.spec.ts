import { Mapping } from './mapping';
import { addHeld, isObject } from './freeze-deeply';

interface Inside {
  registerFunction(name: string, implementation: (...args: unknown[]) => unknown, signature: string): void;
  ast(): object;
}

/** Everything an expression can hold, and all that holds: values, functions, its environment, its own code. */
class Probe {
  private readonly mapping: Mapping;
  private caught: unknown[] = [];

  constructor(tag: string) {
    this.mapping = new Mapping(`(
      $f := function($x){ ($m := /a${tag}+(b)/; $m("aab"); $x ~> |a|{"b": 1}|) };
      $update := |a|{"b": 1}|;
      $f({"a": {"b": 2}});
      $capture([$f, $update, /x${tag}/, $match("x${tag}", /x${tag}/), $substring(?, 1), $sum ~> $string,
        $map([1, 2], $string), $now, $millis, $pad, $eval, $sum, $string, $sort, $clone, $toMillis, $reduce])
    )`);
    const inside = Reflect.get(this.mapping, 'compiled') as Inside;
    const caught = (values: unknown) => this.caught.push(values, inside.ast());
    inside.registerFunction(
      'capture',
      function (this: unknown, values) {
        return caught([values, this]);
      },
      '<x:x>',
    );
  }

  evaluate(): Set<object> {
    this.caught = [];
    const answer = this.mapping.evaluate('{"a": {"b": 2}}', { now: 0 });
    expect(answer).toMatchObject({ kind: 'value' });
    const found = new Set<object>(this.caught.filter(isObject));
    for (const part of found) addHeld(part, found);
    return found;
  }
}

/** Objects in both that either could write to. */
function sharedOpenly(one: Set<object>, other: Set<object>): string[] {
  const shared = [...one].filter((part) => other.has(part));
  return shared
    .filter((part) => !Object.isFrozen(part))
    .map((part) => (typeof part === 'function' ? `function ${part.name}` : Object.keys(part).join()));
}

describe('isolation', () => {
  it('leaves two expressions nothing in common that is not frozen', () => {
    const [one, other] = [new Probe('1').evaluate(), new Probe('2').evaluate()];
    expect(one.size).toBeGreaterThan(200);
    expect(sharedOpenly(one, other)).toEqual([]);
  });

  it('leaves two evaluations of an expression nothing in common that is not frozen', () => {
    const probe = new Probe('1');
    const [first, second] = [probe.evaluate(), probe.evaluate()];
    expect(first.size).toBeGreaterThan(200);
    expect(sharedOpenly(first, second)).toEqual([]);
  });
});
