import { parseDuration } from './duration';

/** Waits after the 1st … 5th failed attempt: 1 min, 5 min, 30 min, 2 h, 24 h, so six attempts in all. */
export const DEFAULT_RETRY_SCHEDULE_MS: readonly number[] = [
  60_000, 300_000, 1_800_000, 7_200_000, 86_400_000,
];

/** More waits than this are refused in any schedule. */
export const MAX_RETRY_WAITS = 20;
/** No single wait of a schedule may be longer: 30 days. */
export const MAX_RETRY_WAIT_MS = 30 * 86_400_000;
/** A receiver's `Retry-After` counts up to this: 24 hours. */
const MAX_RETRY_AFTER_MS = 86_400_000;

/**
 * Reads a comma-separated list of waits such as `1m,5m,30m,2h,24h`; spaces around an entry are allowed.
 * Empty text is the empty schedule: one attempt and no retry.
 *
 * @returns the waits in milliseconds, or null when an entry is no duration, is above 30 days, or there are
 * more than 20
 */
export function parseRetrySchedule(text: string): number[] | null {
  if (text.trim() === '') return [];
  const entries = text.split(',');
  if (entries.length > MAX_RETRY_WAITS) return null;
  const waits: number[] = [];
  for (const entry of entries) {
    const wait = parseDuration(entry.trim());
    if (wait === null || wait > MAX_RETRY_WAIT_MS) return null;
    waits.push(wait);
  }
  return waits;
}

export interface NextWaitInput {
  /** The waits of the webhook's schedule, in milliseconds. */
  scheduleMs: readonly number[];
  /** How many attempts of this round have failed, at least 1. A replay starts a new round. */
  failedInRound: number;
  /** What the receiver asked for in `Retry-After`, in milliseconds; null when it did not. */
  retryAfterMs: number | null;
  /** 0 to 0.5: the largest share of the wait that may be added to it. */
  jitter: number;
  /** A random number of at least 0 and below 1. */
  random: number;
}

/**
 * How long to wait after a failed attempt, in whole milliseconds; null when the schedule is used up.
 * Jitter and `Retry-After` (counted up to 24 h) only ever make the wait longer than the schedule says.
 */
export function nextWaitMs(input: NextWaitInput): number | null {
  const scheduled = input.scheduleMs[input.failedInRound - 1];
  if (scheduled === undefined) return null;
  const wait = scheduled + Math.floor(scheduled * input.jitter * input.random);
  return Math.max(wait, Math.min(input.retryAfterMs ?? 0, MAX_RETRY_AFTER_MS));
}
