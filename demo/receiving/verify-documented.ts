import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Verifies `X-Synaptis-Signature: t=<unix seconds>,v1=<hex>` the way the webhook documentation shows it to
 * receivers whose framework has parsed the JSON already: what is signed is the object serialised again. The
 * first `v1` is the current secret's. How old a signature may be is not part of those lines.
 */
export function verifyAsDocumented(payload: unknown, header: string, secret: string): boolean {
  const [timestamp = '', signature = ''] = header.split(',').map((entry) => entry.split('=')[1] ?? '');
  const expected = createHmac('sha256', secret)
    .update(`${timestamp}.${JSON.stringify(payload)}`)
    .digest('hex');
  return isSame(Buffer.from(signature), Buffer.from(expected));
}

/** In constant time; only the length, which is no secret, decides earlier. */
function isSame(given: Buffer, expected: Buffer): boolean {
  return given.length === expected.length && timingSafeEqual(given, expected);
}
