import { type Compilation, refuse, type Site } from './compilation';
import { FILTER_LIMITS } from './filter-limits';
import { quoted, suffixPattern } from './jsonpath-text';
import { orderedLiteral, scalarLiteral, textLiteral } from './operands';

/** Makes a jsonpath predicate, which is never unknown, of an operator's operand. */
type Operator = (compilation: Compilation, site: Site, operand: unknown) => string;

/** The operators that test a field, by name. */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['$eq', equals],
  ['$neq', not(equals)],
  ['$gt', compares('>')],
  ['$gte', compares('>=')],
  ['$lt', compares('<')],
  ['$lte', compares('<=')],
  ['$in', isOneOf],
  ['$nin', not(isOneOf)],
  ['$startsWith', startsWith],
  ['$endsWith', endsWith],
  ['$exist', exists],
]);

/**
 * True when the field, or an element of the array it holds, passes. A missing field gives nothing to test and
 * a comparison of different types is unknown; a filter expression drops both, so the answer is true or false.
 * Comparing would look into an array in an array; the type test keeps that out.
 */
function some({ path }: Site, test: string): string {
  return `exists(${path} ? (@.type() != "array" && ${test}))`;
}

function not(operator: Operator): Operator {
  return (compilation, site, operand) => `!(${operator(compilation, site, operand)})`;
}

export function equals(compilation: Compilation, site: Site, operand: unknown): string {
  if (Array.isArray(operand)) {
    return refuse(compilation, site, 'must not be an array; use $in to name several values');
  }
  return some(site, `@ == ${scalarLiteral(compilation, site, operand)}`);
}

function compares(comparison: string): Operator {
  return (compilation, site, operand) =>
    some(site, `@ ${comparison} ${orderedLiteral(compilation, site, operand)}`);
}

function isOneOf(compilation: Compilation, site: Site, operand: unknown): string {
  const limit = FILTER_LIMITS.valuesOfIn;
  if (!Array.isArray(operand) || operand.length === 0 || operand.length > limit) {
    return refuse(compilation, site, `must be an array of 1 to ${limit} values`);
  }
  // Not map(), which would pass over the holes of an array that came from elsewhere than JSON.
  const tests = Array.from(operand, (value: unknown, index) => {
    const place = { ...site, segments: [...site.segments, index] };
    return `@ == ${scalarLiteral(compilation, place, value)}`;
  });
  return some(site, `(${tests.join(' || ')})`);
}

function startsWith(compilation: Compilation, site: Site, operand: unknown): string {
  compilation.values += 1;
  if (typeof operand !== 'string') return refuse(compilation, site, 'must be text');
  return some(site, `@ starts with ${textLiteral(compilation, site, operand)}`);
}

function endsWith(compilation: Compilation, site: Site, operand: unknown): string {
  compilation.values += 1;
  compilation.suffixes += 1;
  if (typeof operand !== 'string') return refuse(compilation, site, 'must be text');
  if (operand.length > FILTER_LIMITS.suffixLength) {
    return refuse(compilation, site, `must not be longer than ${FILTER_LIMITS.suffixLength} characters`);
  }
  if (textLiteral(compilation, site, operand) === '') return '';
  return some(site, `@ like_regex ${quoted(suffixPattern(operand))}`);
}

function exists(compilation: Compilation, site: Site, operand: unknown): string {
  if (typeof operand !== 'boolean') return refuse(compilation, site, 'must be true or false');
  return operand ? `exists(${site.path})` : `!(exists(${site.path}))`;
}
