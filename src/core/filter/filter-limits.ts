/** What one filter may ask for. */
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

/**
 * What all filters of an account may cost together, in comparisons for each value they look at: a name on the way
 * counts as one and `$endsWith` as sixty. An ordinary filter has ten. PostgreSQL needs a third of a microsecond for
 * one, so with `MAX_ELEMENTS` an event takes two seconds at the very most.
 */
export const MAX_ACCOUNT_COST = 5_000;
