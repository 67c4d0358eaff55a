import { type Compilation, refuse, type Site } from './compilation';
import { FILTER_LIMITS } from './filter-limits';
import { isStorableText, quoted } from './jsonpath-text';

const NOT_STORABLE = 'must be text without NUL and without half a surrogate pair: no stored event has those';

/** @returns the text as a jsonpath literal; empty when it was refused */
export function textLiteral(compilation: Compilation, site: Site, text: string): string {
  if (text.length > FILTER_LIMITS.textLength) {
    return refuse(compilation, site, `must not be longer than ${FILTER_LIMITS.textLength} characters`);
  }
  return isStorableText(text) ? quoted(text) : refuse(compilation, site, NOT_STORABLE);
}

/** @returns the value as a jsonpath literal; empty when it is none of null, boolean, number, text */
export function scalarLiteral(compilation: Compilation, site: Site, value: unknown): string {
  compilation.values += 1;
  if (typeof value === 'string') return textLiteral(compilation, site, value);
  if (typeof value === 'number') return numberLiteral(compilation, site, value);
  if (value === null || typeof value === 'boolean') return String(value);
  return refuse(compilation, site, 'must be text, a number, true, false or null');
}

/** @returns the value as a jsonpath literal; empty when it has no order */
export function orderedLiteral(compilation: Compilation, site: Site, value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return scalarLiteral(compilation, site, value);
  return refuse(compilation, site, 'must be a number or text; times compare as text');
}

/** Publishes refuse inexact numbers too, so both sides of a comparison are what their authors wrote. */
function numberLiteral(compilation: Compilation, site: Site, value: number): string {
  const isExact = Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
  return isExact
    ? JSON.stringify(value)
    : refuse(compilation, site, 'must be a finite number; whole numbers from -(2^53 - 1) to 2^53 - 1');
}
