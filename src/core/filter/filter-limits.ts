/**
 * What one filter may ask for. Together with `MAX_ELEMENTS` of an event these bound the time of an
 * evaluation: PostgreSQL needs about a quarter of a microsecond to compare one value with one element.
 */
export const FILTER_LIMITS = {
  /** As compact JSON in UTF-8. */
  bytes: 16 * 1024,
  /** Objects inside each other; the filter itself has depth 1. */
  depth: 10,
  /** Operators and plain values; `$in` counts once. */
  conditions: 100,
  /** What all conditions compare with, each value of each `$in` counted. */
  values: 250,
  valuesOfIn: 100,
  /** Of a name or text, in UTF-16 code units. */
  textLength: 1_000,
  /** `$endsWith` searches the whole text with a pattern, whose cost grows with the square of its length. */
  suffixes: 10,
  suffixLength: 50,
} as const;
