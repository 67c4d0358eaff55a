import { setTimeout as delay } from 'node:timers/promises';

const POLL_INTERVAL_MS = 50;

export interface Wait {
  condition: () => boolean | Promise<boolean>;
  limitMs: number;
  /** Ends the wait with its reason. */
  signal: AbortSignal;
}

/** @returns whether the condition came true within the limit */
export async function waitUntil({ condition, limitMs, signal }: Wait): Promise<boolean> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    signal.throwIfAborted();
    if (await condition()) return true;
    if (performance.now() >= deadline) return false;
    await delay(POLL_INTERVAL_MS);
  }
}
