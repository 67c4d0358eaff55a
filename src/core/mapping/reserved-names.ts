/** JSONata takes any object that carries one of these for a function, with the fields as its code. */
const RESERVED = /"(_jsonata_[a-z]*)"\s*:/;

/**
 * @param json the input as `JSON.stringify` writes it, so names appear as they are
 * @returns the first field name in it that JSONata keeps for itself, or null
 */
export function findReservedName(json: string): string | null {
  // A text that quotes such a name has its quotes escaped, so only names match.
  return RESERVED.exec(json)?.[1] ?? null;
}
