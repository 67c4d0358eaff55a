const UNIT_MS = { ms: 1n, s: 1_000n, m: 60_000n, h: 3_600_000n } as const;
const DURATION = /^(\d{1,15})(?:\.(\d{1,15}))?(ms|s|m|h)$/;

/**
 * Reads a duration such as `250ms`, `1.5s`, `30m` or `24h`.
 *
 * @returns whole milliseconds, or null when the text is no duration, has no unit, or is not a whole number of
 * milliseconds (`0.5ms`)
 */
export function parseDuration(text: string): number | null {
  const match = DURATION.exec(text);
  if (!match) return null;
  const [, whole = '', fraction = '', unit] = match;
  // In integers, because 1.001 * 1000 is not 1001 in floating point.
  const scaled = BigInt(whole + fraction) * UNIT_MS[unit as keyof typeof UNIT_MS];
  const divisor = 10n ** BigInt(fraction.length);
  if (scaled % divisor !== 0n) return null;
  const ms = Number(scaled / divisor);
  return Number.isSafeInteger(ms) ? ms : null;
}
