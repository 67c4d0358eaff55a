import { quoteNumbers, scanJson, type Span } from '../../../core/json';

/** It was within those of the door when it came. */
const NO_LIMITS = { maxDepth: Infinity, maxKeys: Infinity };

/**
 * Reads a body that is stored as it came, as webhooks got it: numbers that a double cannot hold are texts of the same
 * digits.
 */
export function readPayload(text: string): object {
  const numbers: Span[] = [];
  scanJson(text, NO_LIMITS, numbers);
  return JSON.parse(quoteNumbers(text, numbers)) as object;
}
