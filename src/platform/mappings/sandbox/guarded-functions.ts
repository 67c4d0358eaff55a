import type { Expression } from 'jsonata';
import { MAPPING_LIMITS, MappingRefusal } from '../../../core/mapping';
import { freezeDeeply } from './freeze-deeply';

/** Puts our own in place of built-in functions that take long in one call, which JSONata's limits cannot interrupt. */
export function registerGuardedFunctions(expression: Pick<Expression, 'registerFunction'>): void {
  // The library's own builds a list as long as the padding.
  expression.registerFunction('pad', pad, '<s-ns?:s>');
  // And here one as long as the text, however little of it is wanted.
  expression.registerFunction('substring', substring, '<s-nn?:s>');
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

/** As documented: counts code points; a negative start counts from the end. */
function substring(text: string | undefined, start: number, length?: number): string | undefined {
  if (text === undefined) return undefined;
  if (length !== undefined && length <= 0) return '';
  if (start < 0) return substringFromEnd([...text], start, length);
  const from = offsetOf(text, Math.trunc(start), 0);
  if (length === undefined) return text.slice(from);
  return text.slice(from, offsetOf(text, Math.trunc(start + length) - Math.trunc(start), from));
}

function substringFromEnd(characters: string[], start: number, length = Infinity): string {
  const from = characters.length + start < 0 ? 0 : start;
  const end = from < 0 ? characters.length + from + length : length;
  return characters.slice(from, end).join('');
}

/** @returns the index in UTF-16 of what comes `count` code points after `from` */
function offsetOf(text: string, count: number, from: number): number {
  let offset = from;
  for (let left = count; left > 0 && offset < text.length; left--) {
    offset += text.codePointAt(offset)! > 0xffff ? 2 : 1;
  }
  return offset;
}
