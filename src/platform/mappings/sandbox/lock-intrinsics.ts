import { addHeld, isObject } from './freeze-deeply';

const ERRORS = [
  Error,
  AggregateError,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
];
/** Where everything else of the language is reached from; iterators and the like have no names of their own. */
const ROOTS: readonly object[] = [
  ...[
    Object,
    Function,
    Array,
    Number,
    Boolean,
    String,
    Symbol,
    BigInt,
    Date,
    RegExp,
    Promise,
    Proxy,
    Reflect,
  ],
  ...[JSON, Math, Intl, Map, Set, WeakMap, WeakSet, WeakRef, FinalizationRegistry, ArrayBuffer, DataView],
  ...[Atomics, SharedArrayBuffer, Int8Array, Int16Array, Int32Array, Uint8Array, Uint16Array, Uint32Array],
  ...[Uint8ClampedArray, Float32Array, Float64Array, BigInt64Array, BigUint64Array, ...ERRORS],
  ...[parseInt, parseFloat, isNaN, isFinite, escape, unescape],
  ...[encodeURI, encodeURIComponent, decodeURI, decodeURIComponent],
  ...[async () => undefined, function* () {}, async function* () {}, (function* () {})()],
  ...[[].values(), new Map().values(), new Set().values(), ''[Symbol.iterator](), ''.matchAll(/a/g)],
];

/**
 * A second lock behind the library's own: should an expression ever come to hold an object all code shares, it
 * can neither change it nor reach the constructors that make functions. Nothing of ours may be loaded after it
 * that mends the language.
 */
export function lockIntrinsics(): void {
  const functions = [function () {}, async function () {}, function* () {}, async function* () {}];
  for (const made of functions) {
    Reflect.deleteProperty(Object.getPrototypeOf(made) as object, 'constructor');
  }
  for (const error of ERRORS) keepAssignable(error.prototype, ['name', 'message', 'toString']);
  keepAssignable(Object.prototype, Object.getOwnPropertyNames(Object.prototype));
  const found = new Set(ROOTS);
  for (const part of found) {
    addHeld(part, found);
    const prototype: unknown = Object.getPrototypeOf(part);
    if (isObject(prototype)) found.add(prototype);
  }
  for (const part of found) Object.freeze(part);
}

/**
 * A name that is frozen on a prototype cannot be assigned on what inherits it: `error.name = …` would fail. These
 * become accessors, which let an object have a name of its own.
 */
function keepAssignable(prototype: object, names: readonly string[]): void {
  for (const name of names) {
    const known = Reflect.getOwnPropertyDescriptor(prototype, name);
    if (!known || !('value' in known)) continue;
    const value: unknown = known.value;
    Object.defineProperty(prototype, name, {
      get: () => value,
      set(this: object, own: unknown) {
        if (this === prototype) throw new TypeError(`${name} of a prototype cannot be replaced`);
        Object.defineProperty(this, name, {
          value: own,
          writable: true,
          enumerable: true,
          configurable: true,
        });
      },
    });
  }
}
