import { parseHttpDate } from './http-date';

/**
 * Reads the value of a `Retry-After` header (RFC 9110 §10.2.3): a number of seconds or an HTTP-date.
 *
 * @param nowMs Unix milliseconds a date is counted from
 * @returns milliseconds to wait, 0 for a date that has passed, or null when the value is neither form
 */
export function parseRetryAfter(value: string, nowMs: number): number | null {
  const text = value.trim();
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1_000, Number.MAX_SAFE_INTEGER);
  const date = parseHttpDate(text, nowMs);
  return date === null ? null : Math.max(0, date - nowMs);
}
