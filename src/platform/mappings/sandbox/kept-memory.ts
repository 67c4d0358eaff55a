import { getHeapStatistics } from 'node:v8';

/**
 * Bytes a sandbox may hold between two jobs, of the 64 MiB it has: what is left is for one job. Its own code and as
 * many compiled expressions as it remembers take 25 MiB; some expressions take much more, such as one of many large
 * regular expressions.
 */
const MOST_KEPT = 32 * 1024 * 1024;

/** Node's own, there by `--expose-gc`. Taken away from everybody else. */
const collectGarbage = Reflect.get(globalThis, 'gc') as (() => void) | undefined;
Reflect.deleteProperty(globalThis, 'gc');

/**
 * Asked between two jobs, where nothing is in use that is not kept. Garbage is collected only where the answer
 * depends on it.
 */
export function keepsTooMuch(): boolean {
  if (usedBytes() <= MOST_KEPT) return false;
  collectGarbage?.();
  return usedBytes() > MOST_KEPT;
}

function usedBytes(): number {
  return getHeapStatistics().used_heap_size;
}
