import { setTimeout as sleep } from 'node:timers/promises';

const POLL_INTERVAL_MS = 20;

/**
 * Asks `probe` until it answers with something or the deadline (milliseconds since 1970) has passed.
 * @returns the answer, or undefined when time ran out
 */
export async function waitUntil<T>(probe: () => T | undefined, deadline: number): Promise<T | undefined> {
  for (;;) {
    const answer = probe();
    if (answer !== undefined || Date.now() >= deadline) return answer;
    await sleep(POLL_INTERVAL_MS);
  }
}
