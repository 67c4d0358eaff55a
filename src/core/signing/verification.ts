import { timingSafeEqual } from 'node:crypto';

/** Standard Webhooks and most of the field accept signatures that are up to five minutes off. */
const DEFAULT_TOLERANCE_SECONDS = 300;

export type Verification =
  | { kind: 'valid' }
  /** What was given is not a signature at all. */
  | { kind: 'malformed'; detail: string }
  /** The signature is right, but its time is too far from now: perhaps a replayed request. */
  | { kind: 'expired'; detail: string }
  /** No signature was made with this secret over this body. */
  | { kind: 'mismatch'; detail: string };

export interface SignatureClaim {
  /** The signatures that were received; any one may match. */
  candidates: readonly string[];
  /** The signature there should be. */
  expected: string;
  /** The Unix seconds that were signed. */
  timestamp: number;
  nowSeconds: number;
  toleranceSeconds: number | undefined;
}

/**
 * Judges received signatures against the expected one, in constant time. The signature is looked at before
 * its time, so that `expired` says the secret and body are right.
 */
export function verifyClaim(claim: SignatureClaim): Verification {
  let isMatch = false;
  // All are compared, whether or not one has matched, so that timing tells nothing.
  for (const candidate of claim.candidates) isMatch = isSameText(candidate, claim.expected) || isMatch;
  if (!isMatch) {
    return {
      kind: 'mismatch',
      detail: 'No signature matches: the secret is another one, or the body was changed on its way.',
    };
  }
  const tolerance = claim.toleranceSeconds ?? DEFAULT_TOLERANCE_SECONDS;
  const age = claim.nowSeconds - claim.timestamp;
  if (Math.abs(age) <= tolerance) return { kind: 'valid' };
  const direction = age > 0 ? 'old' : 'ahead of time';
  return {
    kind: 'expired',
    detail: `The signature is ${Math.abs(age)} s ${direction}; at most ${tolerance} s are accepted.`,
  };
}

/** Unix seconds in plain decimal digits, or null. */
export function parseTimestamp(text: string): number | null {
  return /^\d{1,12}$/.test(text) ? Number(text) : null;
}

function isSameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
