import { MAPPING_LIMITS, MappingRefusal } from '../../../core/mapping';
import { freezeDeeply, isObject } from './freeze-deeply';

/** A built-in function as the library keeps it. */
interface Definition {
  implementation: (this: { input?: unknown }, ...args: unknown[]) => unknown;
  signature?: unknown;
}
type Validate = (signature: unknown, args: unknown[], context: unknown) => unknown[];

/** What the library's amended lines call (see amendments.ts). */
export const LIBRARY_GUARDS = Object.freeze({ freezeDeeply, guardUpdate, labelled, checked, push });

/**
 * An update works on a copy of what it is given. Its pattern may come upon anything else as well: a function of the
 * library, a variable.
 * @param copy what the update works on
 * @returns refuses what is not part of the copy
 */
function guardUpdate(copy: unknown): (match: unknown) => void {
  const parts = new Set<unknown>([copy]);
  for (const part of parts) {
    if (!isObject(part)) continue;
    for (const inner of Object.values(part)) if (isObject(inner)) parts.add(inner);
  }
  return (match) => {
    if (!isObject(match) || parts.has(match)) return;
    throw new MappingRefusal('REFUSED', 'An update can change what it is given, and nothing else.');
  };
}

/** A copy for the name and the place of one call, which the library would write on the function itself. */
function labelled(called: unknown): unknown {
  return typeof called === 'object' && called !== null ? { ...called } : called;
}

/** A built-in function, applied in part, that goes on judging its arguments. */
function checked({ implementation, signature }: Definition, validate: Validate): unknown {
  const judged = function (this: { input?: unknown }, ...args: unknown[]) {
    return implementation.apply(this, validate(signature, args, this.input));
  };
  // The library reads the names of the parameters from the text of the function.
  Object.defineProperty(judged, 'toString', {
    value: () => Function.prototype.toString.call(implementation),
  });
  return freezeDeeply(judged);
}

/** What JSONata throws for a list that becomes too long. */
const TOO_LONG = 'D2015';

function push(list: unknown[], item: unknown): void {
  if (list.length >= MAPPING_LIMITS.listLength) throw { code: TOO_LONG, value: MAPPING_LIMITS.listLength };
  list.push(item);
}
