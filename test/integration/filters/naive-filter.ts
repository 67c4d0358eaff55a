export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * What a filter means, written down plainly and apart from the product: the tests compare PostgreSQL's
 * answers with this one's. It reads only filters that compile.
 */
export function naiveMatch(filter: Json, document: Json): boolean {
  return holds(filter, [document]);
}

/** @param found what the path so far leads to; several values when it goes through arrays, none when missing */
function holds(condition: Json, found: Json[]): boolean {
  if (typeof condition !== 'object' || condition === null)
    return found.some(some((value) => value === condition));
  return Object.entries(condition).every(([key, operand]) => {
    const list = operand as Json[];
    switch (key) {
      case '$or':
        return list.some((one) => holds(one, found));
      case '$and':
        return list.every((one) => holds(one, found));
      case '$not':
        return !holds(operand, found);
      case '$exist':
        return found.length > 0 === operand;
      case '$eq':
        return holds(operand, found);
      case '$neq':
        return !holds(operand, found);
      case '$in':
        return list.some((one) => holds(one, found));
      case '$nin':
        return !list.some((one) => holds(one, found));
      default:
        return key.startsWith('$')
          ? found.some(some((value) => passes(key, value, operand)))
          : holds(
              operand,
              found.flatMap((value) => step(value, key)),
            );
    }
  });
}

/** A test of a value or, where it is an array, of any of its elements. */
function some(test: (value: Json) => boolean): (value: Json) => boolean {
  return (value) => (Array.isArray(value) ? value.some(test) : test(value));
}

function step(value: Json, key: string): Json[] {
  const objects = Array.isArray(value) ? value : [value];
  return objects.flatMap((object) => {
    const isObject = typeof object === 'object' && object !== null && !Array.isArray(object);
    // Wrapped, as flatMap unwraps and a field may hold an array.
    return isObject && Object.hasOwn(object, key) ? [object[key]!] : [];
  });
}

function passes(operator: string, value: Json, operand: Json): boolean {
  if (typeof value === 'number' && typeof operand === 'number') return isInOrder(operator, value - operand);
  if (typeof value !== 'string' || typeof operand !== 'string') return false;
  if (operator === '$startsWith') return value.startsWith(operand);
  if (operator === '$endsWith') return value.endsWith(operand);
  return isInOrder(operator, compareText(value, operand));
}

function isInOrder(operator: string, order: number): boolean {
  return { $gt: order > 0, $gte: order >= 0, $lt: order < 0, $lte: order <= 0 }[operator]!;
}

/** By code points; JavaScript's own order is by UTF-16 units. UTF-8 keeps the order of code points. */
function compareText(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}
