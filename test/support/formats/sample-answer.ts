import { type SendOutcome } from '../../../src/core/delivery';

/** A receiver's answer, whole. */
export function sampleAnswer(
  statusCode: number,
  body: string | object = '',
  headers: Record<string, string> = {},
): SendOutcome {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  return { kind: 'response', statusCode, headers, body: bytes, bodyTruncated: false, bodySize: bytes.length };
}
