import type { Expression } from 'jsonata';
import { MAPPING_LIMITS, MappingRefusal } from '../../../core/mapping';
import { freezeDeeply } from './freeze-deeply';

/** Puts our own in place of built-in functions that JSONata's limits of time and length do not reach. */
export function registerGuardedFunctions(expression: Expression): void {
  // The library's own builds a list as long as the padding, in one call that nothing can interrupt.
  expression.registerFunction('pad', pad, '<s-ns?:s>');
  expression.registerFunction('eval', refuseEval, '<sx?:x>');
}

/** Bound over `$now` and `$millis` for a mapping that is given no time. */
export const WITHOUT_TIME = freezeDeeply({ now: refuseTime, millis: refuseTime });

function refuseTime(): never {
  throw new MappingRefusal('REFUSED', 'This expression is given no time: use a time of the event instead.');
}

function refuseEval(): never {
  throw new MappingRefusal('REFUSED', '$eval is not available: write the expression out.');
}

/** As documented: padded to `width` characters, to the left where it is negative; `filler` is repeated. */
function pad(text: string | undefined, width: number, filler?: string): string | undefined {
  if (text === undefined) return undefined;
  const length = Math.abs(Math.trunc(width));
  if (!(length <= MAPPING_LIMITS.padLength)) {
    throw new MappingRefusal('MEMORY_LIMIT', `$pad makes at most ${MAPPING_LIMITS.padLength} characters.`);
  }
  const characters = [...(filler || ' ')];
  const missing = Math.max(0, length - [...text].length);
  const whole = characters.join('').repeat(Math.floor(missing / characters.length));
  const padding = whole + characters.slice(0, missing % characters.length).join('');
  return width > 0 ? text + padding : padding + text;
}
