/** How long a producer waits for the queue before it leaves the work to the sweep. */
export const PUSH_LIMIT_MS = 3_000;

/** @throws when `work` has not ended after `limitMs`; the work itself goes on */
export async function withLimit<T>(work: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The queue did not answer within ${limitMs} ms`)), limitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
