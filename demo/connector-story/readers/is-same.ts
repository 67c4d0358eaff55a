import { timingSafeEqual } from 'node:crypto';

/** Compares signatures in constant time; only the length, which is no secret, decides earlier. */
export function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
