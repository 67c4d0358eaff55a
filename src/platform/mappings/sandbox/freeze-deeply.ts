/**
 * Freezes an object and all it holds, functions as well. What it inherits is left as it is.
 * @returns the same object
 */
export function freezeDeeply<T>(root: T): T {
  const found = new Set<object>(isObject(root) ? [root] : []);
  for (const part of found) {
    addHeld(part, found);
    Object.freeze(part);
  }
  return root;
}

/** Adds the objects among the values of own properties, and the functions behind those that are computed. */
export function addHeld(object: object, found: Set<object>): void {
  for (const key of Reflect.ownKeys(object)) {
    const { value, get, set } = Reflect.getOwnPropertyDescriptor(object, key)!;
    if (isObject(value)) found.add(value);
    if (get) found.add(get);
    if (set) found.add(set);
  }
}

export function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}
