import { type Encoding } from '../format';
import { encodePieces, refused } from './encoding';

/**
 * Writes content as compact JSON. The text is made whole before it is measured: it is about as long as the event or the
 * mapping's result that the content was read from.
 *
 * @param contentType what the body is announced as
 */
export function encodeJson(content: unknown, contentType = 'application/json'): Encoding {
  const body = JSON.stringify(content) as string | undefined;
  if (body === undefined) return refused('The mapping gave nothing; it must give the content to send.');
  return encodePieces(contentType, (out) => out(body));
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
