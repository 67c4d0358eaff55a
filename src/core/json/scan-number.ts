import { MINUS, PLUS, DOT, ZERO, NINE, LOWER_E } from './character-codes';

/**
 * Finds the end of a JSON number (RFC 8259 §6).
 *
 * @param start the position of the minus or of the first digit
 * @returns the position behind the number; or, when it is malformed, the bitwise complement (always
 * negative) of the position where a digit is missing
 */
export function scanNumber(text: string, start: number): number {
  let position = text.charCodeAt(start) === MINUS ? start + 1 : start;
  // Leading zeros are not allowed: behind a zero the whole part ends.
  const whole = text.charCodeAt(position) === ZERO ? position + 1 : skipDigits(text, position);
  if (whole < 0) return whole;
  position = whole;
  if (text.charCodeAt(position) === DOT) {
    position = skipDigits(text, position + 1);
    if (position < 0) return position;
  }
  if ((text.charCodeAt(position) | 0x20) !== LOWER_E) return position;
  const sign = text.charCodeAt(position + 1);
  return skipDigits(text, sign === PLUS || sign === MINUS ? position + 2 : position + 1);
}

/** Skips one digit or more. */
function skipDigits(text: string, start: number): number {
  let position = start;
  let code = text.charCodeAt(position);
  while (code >= ZERO && code <= NINE) {
    position += 1;
    code = text.charCodeAt(position);
  }
  return position === start ? ~Math.min(position, text.length) : position;
}
