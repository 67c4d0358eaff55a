import { runInNewContext } from 'node:vm';

export type BoundedResult<T> = { kind: 'done'; value: T } | { kind: 'too_long' } | { kind: 'failed' };

/**
 * Runs synchronous work on foreign input and ends it after `limitMs`, wherever it is: V8 interrupts even a
 * regular expression that backtracks for ever. The new context is only the way to that timer; the work itself
 * runs where it was written.
 *
 * @returns `failed` when the work threw, which foreign input can make it do (a recursion without end)
 */
export function runBounded<T>(work: () => T, limitMs: number): BoundedResult<T> {
  try {
    return { kind: 'done', value: runInNewContext('work()', { work }, { timeout: limitMs }) as T };
  } catch (error) {
    const isTimeout = (error as { code?: unknown } | null)?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
    return { kind: isTimeout ? 'too_long' : 'failed' };
  }
}
