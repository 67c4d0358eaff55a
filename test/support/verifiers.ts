import { createHmac, timingSafeEqual } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { type Received } from './receiver';

/**
 * Verifies as the public documentation tells receivers to: parse the body, serialise it again,
 * sign `<t>.<text>` with the whole secret and compare with the first `v1`.
 */
export function verifyAsDocumented({ headers, body }: Received, secret: string): boolean {
  const parts = String(headers['x-synaptis-signature']).split(',');
  const [timestamp, hash] = parts.map((part) => part.slice(part.indexOf('=') + 1));
  const text = `${timestamp}.${JSON.stringify(JSON.parse(body))}`;
  const expected = createHmac('sha256', secret).update(text).digest();
  const given = Buffer.from(hash ?? '', 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Verifies with the official Standard Webhooks library; false when it throws. */
export function verifyWithLibrary({ headers, body }: Received, secret: string): boolean {
  try {
    new Webhook(secret).verify(body, headers as Record<string, string>);
    return true;
  } catch {
    return false;
  }
}
