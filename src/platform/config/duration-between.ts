import { parseDuration } from '../../core/retry';

/** A parser of durations that takes only those within both limits, in milliseconds. */
export function durationBetween(minMs: number, maxMs: number): (text: string) => number | null {
  return (text) => {
    const ms = parseDuration(text);
    return ms !== null && ms >= minMs && ms <= maxMs ? ms : null;
  };
}
