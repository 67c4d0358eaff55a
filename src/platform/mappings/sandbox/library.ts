import { readFileSync } from 'node:fs';
import { Script } from 'node:vm';
import type jsonata from 'jsonata';
import { MappingRefusal } from '../../../core/mapping';
import { LinearRegExp } from './linear-regexp';
import { type MappingClock } from './mapping-clock';

type Jsonata = typeof jsonata;
type Loader = (...globals: unknown[]) => void;

/** What the library's code finds under these names instead of what Node offers. */
const SHADOWED = ['module', 'exports', 'global', 'Date', 'Math', 'RegExp'] as const;
/** What it finds nothing under. */
const HIDDEN = ['globalThis', 'process', 'require', 'window', 'self', 'define', 'Function'] as const;

let loader: Loader | undefined;

/**
 * A copy of JSONata of its own, in a smaller world: no process, no modules, a clock that is told the time, no
 * chance, and regular expressions on the linear engine, also those the library makes from date pictures.
 *
 * Every expression gets one, because an expression can write to the library it runs in: its update operator
 * follows references to built-in functions, and `$ ~> |$sum|{"implementation": …}|` would otherwise replace
 * `$sum` for every other customer. A copy takes under a millisecond and 130 KiB.
 */
export function copyLibrary(clock: MappingClock): Jsonata {
  loader ??= loadLibrary();
  const module: { exports: unknown } = { exports: {} };
  let isLoading = true;
  /** What the library compiles for itself while it loads is its own, and stays on the fast engine. */
  const regExp = function (pattern: string, flags: string) {
    return isLoading ? new RegExp(pattern, flags) : new LinearRegExp(pattern, flags);
  };
  loader(module, module.exports, { Buffer }, clock.Date, mathWithoutChance(), regExp);
  isLoading = false;
  return module.exports as Jsonata;
}

function loadLibrary(): Loader {
  const path = require.resolve('jsonata');
  const parameters = [...SHADOWED, ...HIDDEN].join(', ');
  const source = `(function (${parameters}) {${readFileSync(path, 'utf8')}\n})`;
  return new Script(source, { filename: 'jsonata.js' }).runInThisContext() as Loader;
}

/** `$random` and `$shuffle` would make a retry of the same event a different one. */
function mathWithoutChance(): typeof Math {
  const random = () => {
    throw new MappingRefusal(
      'REFUSED',
      'A mapping gives the same result every time: chance is not available.',
    );
  };
  return Object.create(Math, { random: { value: random } }) as typeof Math;
}
