const STEP = 1_000;
/** Bounds one run; at one run a minute this keeps up with 14 million rows a day. */
const MAX_STEPS = 10;

/**
 * Deletes many rows a few at a time, so that no statement holds locks for long.
 *
 * @param deleteSome deletes at most `limit` rows and says how many it did
 * @returns how many went; the next run finds the rest
 */
export async function inSteps(deleteSome: (limit: number) => Promise<number>): Promise<number> {
  let total = 0;
  for (let step = 0; step < MAX_STEPS; step++) {
    const deleted = await deleteSome(STEP);
    total += deleted;
    if (deleted < STEP) break;
  }
  return total;
}
