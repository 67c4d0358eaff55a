import { type Span } from './scan-state';

/**
 * Makes JSON strings of numbers: the digits as they were sent, which no reader changes.
 *
 * @param text a well-formed JSON text
 * @param numbers places of whole numbers in it, in their order
 */
export function quoteNumbers(text: string, numbers: readonly Span[]): string {
  const parts: string[] = [];
  let copied = 0;
  for (const { start, end } of numbers) {
    parts.push(text.slice(copied, start), '"', text.slice(start, end), '"');
    copied = end;
  }
  return parts.join('') + text.slice(copied);
}
