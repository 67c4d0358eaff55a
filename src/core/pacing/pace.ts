/** How fast a destination takes messages: some at once, then one after each interval. */
export interface Pace {
  /** Messages it takes at once after a rest, at least 1. */
  burst: number;
  intervalMs: number;
}

/**
 * When the allowance of a line is whole again, in Unix milliseconds; 0 for one that was never used. All that the
 * generic cell rate algorithm (ITU-T I.371) has to remember.
 */
export type Spent = number;

/** How long until the next message may go, 0 for now. */
export function untilNextMs({ burst, intervalMs }: Pace, spent: Spent, nowMs: number): number {
  return Math.max(0, spent - (burst - 1) * intervalMs - nowMs);
}

/** After a message went. */
export function spendOne({ intervalMs }: Pace, spent: Spent, nowMs: number): Spent {
  return Math.max(spent, nowMs) + intervalMs;
}

/** After the destination asked for silence until then; one message may go at its end, and no burst. */
export function spendUntil({ burst, intervalMs }: Pace, spent: Spent, untilMs: number): Spent {
  return Math.max(spent, untilMs + (burst - 1) * intervalMs);
}
