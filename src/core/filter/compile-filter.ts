import { type Compilation, type FilterProblem } from './compilation';
import { filterPredicate } from './conditions';
import { FILTER_LIMITS } from './filter-limits';

export type CompiledFilter =
  /** A PostgreSQL jsonpath predicate, for `document @@ path`. */
  | { kind: 'ok'; path: string }
  /** Everything that is wrong, in the order of the filter. */
  | { kind: 'invalid'; problems: FilterProblem[] };

/**
 * Turns a webhook's filter into one jsonpath predicate over `{type, buyer_id, data}`, in lax mode. Never throws.
 *
 * - Objects name fields from the outside in; several keys or operators in one object must all hold. A plain
 *   value means `$eq`.
 * - A condition holds for an array when it holds for one of its elements; different conditions on an array may
 *   be met by different elements. A name below an array means that field of its elements. Arrays directly
 *   inside arrays are not looked into, and elements have no names such as `0`.
 * - Values of different types are never equal and have no order, so such a condition is false, as on a
 *   missing field. `$neq`, `$nin` and `$not` are true exactly when what they negate is false: `$neq` also holds
 *   for a missing field, and for an array none of whose elements equals the value.
 * - `null` is a value like others; only `$exist` tells null from missing.
 * - Text compares by code points. Times of the platform are RFC 3339 in UTC with milliseconds, which sort as text.
 *
 * @param filter parsed JSON of any shape
 */
export function compileFilter(filter: unknown): CompiledFilter {
  const size = jsonSize(filter);
  if (size === null) return invalid('must be JSON');
  if (size > FILTER_LIMITS.bytes)
    return invalid(`must not be longer than ${FILTER_LIMITS.bytes} bytes of JSON`);
  const compilation: Compilation = { problems: [], conditions: 0, values: 0, suffixes: 0 };
  const path = filterPredicate(compilation, filter);
  const problems = [...compilation.problems, ...excesses(compilation)];
  return problems.length === 0 ? { kind: 'ok', path } : { kind: 'invalid', problems };
}

function invalid(detail: string): CompiledFilter {
  return { kind: 'invalid', problems: [{ pointer: '', detail }] };
}

/** @returns bytes of compact JSON; null for what JSON cannot write, such as a cycle */
function jsonSize(value: unknown): number | null {
  try {
    const text = JSON.stringify(value) as string | undefined;
    return text === undefined ? null : Buffer.byteLength(text);
  } catch {
    return null;
  }
}

function excesses({ conditions, values, suffixes }: Compilation): FilterProblem[] {
  const counts = [
    { count: conditions, limit: FILTER_LIMITS.conditions, what: 'conditions' },
    { count: values, limit: FILTER_LIMITS.values, what: 'values in all conditions together' },
    { count: suffixes, limit: FILTER_LIMITS.suffixes, what: 'conditions with $endsWith' },
  ];
  return counts
    .filter(({ count, limit }) => count > limit)
    .map(({ count, limit, what }) => ({
      pointer: '',
      detail: `must not have more than ${limit} ${what}; it has ${count}`,
    }));
}
