import { type Compilation, refuse, type Site } from './compilation';
import { FILTER_LIMITS } from './filter-limits';
import { quoted } from './jsonpath-text';
import { textLiteral } from './operands';
import { equals, OPERATORS } from './operators';

/** What a filter sees of an event. */
const FIELDS = ['type', 'buyer_id', 'data'];

const LOGIC = ['$or', '$and', '$not'];

const ROOT: Site = { segments: [], path: '$', depth: 0 };

/** @returns the predicate of a whole filter; its text counts only when no problem was noted */
export function filterPredicate(compilation: Compilation, filter: unknown): string {
  return condition(compilation, ROOT, filter);
}

/** An object of conditions, or a plain value, which the field has to equal. */
function condition(compilation: Compilation, site: Site, value: unknown): string {
  if (isPlainObject(value)) return allOf(compilation, { ...site, depth: site.depth + 1 }, value);
  if (isRoot(site)) {
    return refuse(compilation, site, `must be an object with conditions for ${FIELDS.join(', ')}`);
  }
  compilation.conditions += 1;
  return equals(compilation, site, value);
}

function allOf(compilation: Compilation, site: Site, object: object): string {
  if (site.depth > FILTER_LIMITS.depth) {
    return refuse(compilation, site, `must not lie deeper than ${FILTER_LIMITS.depth} objects`);
  }
  const entries = Object.entries(object);
  if (entries.length === 0) return refuse(compilation, site, 'must have at least one condition');
  const predicates = entries.map(([key, value]) => {
    const inside = { ...site, segments: [...site.segments, key] };
    return key.startsWith('$')
      ? operation(compilation, inside, value)
      : field(compilation, { site: inside, name: key }, value);
  });
  return joined(predicates, '&&');
}

function field(
  compilation: Compilation,
  { site, name }: { site: Site; name: string },
  value: unknown,
): string {
  if (isRoot(site) && !FIELDS.includes(name)) {
    const hint = `must be one of ${FIELDS.join(', ')}; write a field of the data as {"data": {"field": …}}`;
    return refuse(compilation, site, hint);
  }
  if (textLiteral(compilation, site, name) === '') return '';
  return condition(compilation, { ...site, path: `${site.path}.${quoted(name)}` }, value);
}

function operation(compilation: Compilation, site: Site, operand: unknown): string {
  const name = String(site.segments.at(-1));
  if (name === '$not') return `!(${condition(compilation, site, operand)})`;
  if (name === '$or') return alternatives(compilation, { site, join: '||' }, operand);
  if (name === '$and') return alternatives(compilation, { site, join: '&&' }, operand);
  const operator = OPERATORS.get(name);
  if (operator === undefined) {
    const known = [...OPERATORS.keys(), ...LOGIC].join(' ');
    return refuse(compilation, site, `must be one of ${known}; names of fields do not begin with $`);
  }
  if (isRoot(site))
    return refuse(compilation, site, 'must be below a field, as in {"data": {"score": {"$gte": 90}}}');
  compilation.conditions += 1;
  return operator(compilation, site, operand);
}

function alternatives(
  compilation: Compilation,
  { site, join }: { site: Site; join: '||' | '&&' },
  operand: unknown,
): string {
  if (!Array.isArray(operand) || operand.length === 0) {
    return refuse(compilation, site, 'must be an array with at least one condition');
  }
  const predicates = Array.from(operand, (value: unknown, index) =>
    condition(compilation, { ...site, segments: [...site.segments, index] }, value),
  );
  return joined(predicates, join);
}

function joined(predicates: string[], join: '||' | '&&'): string {
  return predicates.length === 1 ? predicates[0]! : `(${predicates.join(` ${join} `)})`;
}

function isRoot({ path }: Site): boolean {
  return path === ROOT.path;
}

/** Not an array, nor a Date or the like, which JSON does not have. */
function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
