import { nextWaitMs, parseRetryAfter } from '../retry';
import { type Verdict } from './verdict';

export interface DecideInput {
  verdict: Verdict;
  /** The number of the attempt just made, counted from 1 over the whole life of the delivery. */
  attemptNumber: number;
  /** How many attempts had been made before this round began: 0 at first, more after a replay. */
  roundStart: number;
  /** The waits of the webhook's schedule, in milliseconds. */
  scheduleMs: readonly number[];
  /** Unix milliseconds at the end of the attempt; waits count from here. */
  nowMs: number;
  /** 0 to 0.5: the largest share of a wait that may be added to it. */
  jitter: number;
  /** A random number of at least 0 and below 1. */
  random: number;
}

/** What becomes of the delivery. */
export type Decision =
  | { status: 'success' | 'failed'; nextAttemptAt: null; disableWebhook: boolean }
  | { status: 'pending'; nextAttemptAtMs: number; disableWebhook: false };

/**
 * Decides what follows an attempt: success ends the delivery, 410 ends it and disables the webhook, any other
 * failure waits for its turn in the schedule or, when that is used up, ends the delivery as failed.
 */
export function decideNext(input: DecideInput): Decision {
  const { verdict } = input;
  switch (verdict.kind) {
    case 'success':
      return { status: 'success', nextAttemptAt: null, disableWebhook: false };
    case 'gone':
      return { status: 'failed', nextAttemptAt: null, disableWebhook: true };
    case 'failure':
      return afterFailure(input, verdict.retryAfter);
  }
}

function afterFailure(input: DecideInput, retryAfter: string | null): Decision {
  const waitMs = nextWaitMs({
    scheduleMs: input.scheduleMs,
    failedInRound: input.attemptNumber - input.roundStart,
    retryAfterMs: retryAfter === null ? null : parseRetryAfter(retryAfter, input.nowMs),
    jitter: input.jitter,
    random: input.random,
  });
  if (waitMs === null) return { status: 'failed', nextAttemptAt: null, disableWebhook: false };
  return { status: 'pending', nextAttemptAtMs: input.nowMs + waitMs, disableWebhook: false };
}
