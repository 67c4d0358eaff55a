import { type Attempt } from './platform-api';

/** How failures without an answer are called in the table; others by their code. */
const SHORT_NAMES: Record<string, string> = { CONNECTION_RESET: 'reset', TIMEOUT: 'timeout' };

/** What came of an attempt: its status code, or why there is none. */
export function resultOf({ status_code: statusCode, error }: Attempt): string {
  if (statusCode !== null) return String(statusCode);
  const code = error?.code ?? 'NO_ANSWER';
  return SHORT_NAMES[code] ?? code;
}

/**
 * The waits between attempts in milliseconds: from the end of each to the start of the next. One shorter than
 * the attempts, which are in their order.
 */
export function waitsMs(attempts: readonly Attempt[]): number[] {
  return attempts.slice(1).map((attempt, index) => {
    const before = attempts[index]!;
    return Date.parse(attempt.started_at) - Date.parse(before.started_at) - before.duration_ms;
  });
}

/** Such as `500 ─1.01 s→ 503 ─1.00 s→ 200`; a replay stands in place of its wait. */
export function describeAttempts(attempts: readonly Attempt[]): string {
  const waits = waitsMs(attempts);
  return attempts
    .map((attempt, index) => {
      if (index === 0) return resultOf(attempt);
      const way = attempt.trigger === 'automatic' ? `${seconds(waits[index - 1]!)} s` : 'replay';
      return ` ─${way}→ ${resultOf(attempt)}`;
    })
    .join('');
}

/** Two decimals, because the waits of the demonstration are short. */
export function seconds(ms: number): string {
  return (ms / 1000).toFixed(2);
}
