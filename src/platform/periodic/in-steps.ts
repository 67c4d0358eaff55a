interface Steps {
  /** Most rows in a step. */
  size: number;
  /** Most steps in a run. */
  most: number;
}

/** At one run a minute this keeps up with 14 million rows a day. */
const USUAL_STEPS: Steps = { size: 1_000, most: 10 };

/**
 * Deletes many rows a few at a time, so that no statement holds locks for long.
 *
 * @param deleteSome deletes at most `limit` rows and says how many it did
 * @returns how many went; the next run finds the rest
 */
export async function inSteps(
  deleteSome: (limit: number) => Promise<number>,
  { size, most }: Steps = USUAL_STEPS,
): Promise<number> {
  let total = 0;
  for (let step = 0; step < most; step++) {
    const deleted = await deleteSome(size);
    total += deleted;
    if (deleted < size) break;
  }
  return total;
}
