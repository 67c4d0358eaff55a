import { type EncodedBody, type Encoding } from '../format';

/**
 * Writes content as compact JSON.
 *
 * @param contentType what the body is announced as
 */
export function encodeJson(content: unknown, contentType = 'application/json'): Encoding {
  const body = JSON.stringify(content) as string | undefined;
  if (body === undefined) return refused('The mapping gave nothing; it must give the content to send.');
  return encoded({ contentType, body });
}

export function encoded(parts: Pick<EncodedBody, 'contentType' | 'body'> & Partial<EncodedBody>): Encoding {
  return { kind: 'encoded', encoded: { headers: {}, ...parts } };
}

/** @param detail a plain sentence for the customer: what is wrong with the content, and what would do */
export function refused(detail: string): Encoding {
  return { kind: 'refused', detail };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
