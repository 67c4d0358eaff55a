import { createHmac } from 'node:crypto';
import { parseTimestamp, verifyClaim, type Verification } from './verification';

export interface SynaptisSignatureInput {
  /** Every live secret, the current one first; each is used as its whole `whsec_…` text. */
  secrets: readonly string[];
  /** Unix seconds of the attempt. */
  timestamp: number;
  /** The body exactly as sent. */
  body: string | Uint8Array;
}

export interface SynaptisVerifyInput {
  /** The value of `x-synaptis-signature`. */
  header: string;
  /** The body exactly as received. */
  body: string | Uint8Array;
  secret: string;
  /** Unix seconds. */
  nowSeconds: number;
  /** How far the signed time may be from now, 300 s unless told. */
  toleranceSeconds?: number;
}

/**
 * The value of `x-synaptis-signature`: `t=<unix seconds>,v1=<hex>`, one more `,v1=<hex>` for each older
 * secret. The hex is HMAC-SHA256 over `<t>.<body>`, keyed with the whole secret text as UTF-8.
 *
 * @throws RangeError without a secret, because an unsigned delivery must not leave
 */
export function synaptisSignature({ secrets, timestamp, body }: SynaptisSignatureInput): string {
  if (secrets.length === 0) throw new RangeError('A signature needs at least one secret.');
  const seconds = String(timestamp);
  return [`t=${seconds}`, ...secrets.map((secret) => `v1=${hexSignature(secret, seconds, body)}`)].join(',');
}

/**
 * Verifies an `x-synaptis-signature` header in constant time; any of its `v1` entries may match. Entries with
 * other names are passed over, so that later schemes can be added.
 */
export function verifySynaptisSignature(input: SynaptisVerifyInput): Verification {
  const entries = input.header.split(',').map((entry) => entry.trim());
  const [seconds = '', ...moreTimes] = valuesOf(entries, 't=');
  const candidates = valuesOf(entries, 'v1=');
  const timestamp = parseTimestamp(seconds);
  if (timestamp === null || moreTimes.length > 0) {
    return { kind: 'malformed', detail: 'The header has no single t=<unix seconds> entry.' };
  }
  if (!candidates.some((candidate) => /^[0-9a-f]{64}$/.test(candidate))) {
    return { kind: 'malformed', detail: 'The header has no v1=<64 lowercase hex digits> entry.' };
  }
  const { secret, body, nowSeconds, toleranceSeconds } = input;
  const expected = hexSignature(secret, seconds, body);
  return verifyClaim({ candidates, expected, timestamp, nowSeconds, toleranceSeconds });
}

function valuesOf(entries: string[], name: string): string[] {
  return entries.filter((entry) => entry.startsWith(name)).map((entry) => entry.slice(name.length));
}

function hexSignature(secret: string, seconds: string, body: string | Uint8Array): string {
  return createHmac('sha256', secret).update(`${seconds}.`).update(body).digest('hex');
}
