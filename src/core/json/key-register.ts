/** Up to here a look through an array is cheaper than a set. */
const FEW = 8;

/**
 * The keys of one object, to notice those that occur twice. Used again for object after object, so that small
 * objects, which are nearly all, cost no allocation.
 */
export interface KeyRegister {
  count: number;
  few: string[];
  many: Set<string> | null;
}

export function newKeyRegister(): KeyRegister {
  return { count: 0, few: [], many: null };
}

/** Forgets all keys. */
export function clearKeys(register: KeyRegister): void {
  register.count = 0;
  register.many = null;
}

/** Notes a key and tells whether it was there before. */
export function addKey(register: KeyRegister, key: string): boolean {
  const { many, few } = register;
  if (many) return many.size === many.add(key).size;
  for (let index = 0; index < register.count; index += 1) if (few[index] === key) return true;
  if (register.count === FEW) {
    register.many = new Set(few).add(key);
  } else {
    few[register.count] = key;
    register.count += 1;
  }
  return false;
}
