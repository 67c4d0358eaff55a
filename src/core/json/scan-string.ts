import { QUOTE, BACKSLASH, FIRST_PRINTABLE, LOWER_U } from './character-codes';

/** The characters `"\/bfnrt`, which may follow a backslash alone. */
const SHORT_ESCAPES = new Set([...'"\\/bfnrt'].map((character) => character.charCodeAt(0)));

/**
 * Finds the end of a JSON string (RFC 8259 §7).
 *
 * @param start the position behind the opening quote
 * @returns the position behind the closing quote; or, when the string is malformed, the bitwise complement
 * (always negative) of the position of the fault, so that nothing is allocated per string
 */
export function scanString(text: string, start: number): number {
  let position = start;
  while (position < text.length) {
    const code = text.charCodeAt(position);
    if (code === QUOTE) return position + 1;
    if (code < FIRST_PRINTABLE) return ~position;
    if (code === BACKSLASH) {
      const next = skipEscape(text, position);
      if (next < 0) return next;
      position = next;
    } else {
      position += 1;
    }
  }
  return ~position;
}

/** The sentence for a fault that `scanString` found. */
export function stringFault(text: string, position: number): string {
  if (position >= text.length) return 'The text ends inside a string.';
  if (text.charCodeAt(position) < FIRST_PRINTABLE) return 'Control characters in a string must be escaped.';
  return 'A backslash must be followed by one of "\\/bfnrt or by u and four hex digits.';
}

/** From a backslash to the position behind its escape, or the complement of the position of the fault. */
function skipEscape(text: string, backslash: number): number {
  const code = text.charCodeAt(backslash + 1);
  if (SHORT_ESCAPES.has(code)) return backslash + 2;
  if (code !== LOWER_U) return ~Math.min(backslash + 1, text.length);
  for (let position = backslash + 2; position < backslash + 6; position += 1) {
    if (!isHexDigit(text.charCodeAt(position))) return ~Math.min(position, text.length);
  }
  return backslash + 6;
}

/** Whether the code is of 0–9, A–F or a–f; false for the NaN behind the end of a text. */
function isHexDigit(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x66);
}
