const KIB = 1024;

/** What one mapping may use. Documented for customers; every one of them ends in a plain sentence. */
export const MAPPING_LIMITS = {
  /** UTF-8 bytes of the expression's text. */
  expressionBytes: 16 * KIB,
  /** Processor time of one evaluation. */
  evaluationMs: 50,
  /** UTF-8 bytes of the result, written as JSON. */
  outputBytes: 1024 * KIB,
  /** Levels of objects and lists inside each other in the result. */
  outputDepth: 100,
  /** Items of any one list made on the way. */
  listLength: 100_000,
  /** Characters `$pad` may pad to. */
  padLength: 1024 * KIB,
  /**
   * Steps open inside each other, which leaves room for everything that nests and for functions that call themselves
   * some 600 times or more; as their last step they may do so as long as there is time.
   */
  openSteps: 4_000,
} as const;
