import { LOWER_E } from './character-codes';

const SHOWN_CHARACTERS = 40;
/** Every decimal of so many digits comes back from a double unchanged (DBL_DIG of IEEE 754 binary64). */
const EXACT_DIGITS = 15;

/**
 * Whether a number needs no closer look: short and without an exponent, as nearly all are. Allocates nothing.
 *
 * @param start the position of its first character in the text
 * @param end the position behind its last
 */
export function isSurelyExact(text: string, start: number, end: number): boolean {
  if (end - start > EXACT_DIGITS) return false;
  for (let position = start; position < end; position += 1) {
    if ((text.charCodeAt(position) | 0x20) === LOWER_E) return false;
  }
  return true;
}

/**
 * Says what a JSON number would lose as a JavaScript number, which is what most receivers read it into.
 * Other spellings of the same value (`1.0`, `1e2`, `-0`, `1.50`) lose nothing.
 *
 * @param literal a number by the grammar of RFC 8259 §6
 * @returns null when nothing is lost, otherwise a sentence
 */
export function numberLoss(literal: string): string | null {
  const value = Number(literal);
  if (/^-?\d+$/.test(literal)) {
    if (Number.isSafeInteger(value)) return null;
    return `The integer ${shorten(literal)} is beyond ±9007199254740991; send it as a string.`;
  }
  if (Number.isFinite(value) && isSameDecimal(literal, String(value))) return null;
  return `The number ${shorten(literal)} would arrive as ${value}; send it as a string.`;
}

function isSameDecimal(a: string, b: string): boolean {
  const left = toDecimal(a);
  const right = toDecimal(b);
  return (
    left.digits === right.digits &&
    (left.digits === '' || (left.exponent === right.exponent && left.isNegative === right.isNegative))
  );
}

interface Decimal {
  isNegative: boolean;
  /** Without zeros at either end; empty for zero. */
  digits: string;
  /** The value is 0.<digits> × 10^exponent. */
  exponent: number;
}

function toDecimal(literal: string): Decimal {
  const isNegative = literal.startsWith('-');
  const [mantissa = '', power = '0'] = literal.slice(isNegative ? 1 : 0).split(/e/i);
  const [whole = '', fraction = ''] = mantissa.split('.');
  const all = whole + fraction;
  const first = all.search(/[1-9]/);
  if (first < 0) return { isNegative, digits: '', exponent: 0 };
  return {
    isNegative,
    digits: all.slice(first, lastNonZero(all) + 1),
    exponent: whole.length - first + Number(power),
  };
}

/** By hand, because /0+$/ is quadratic on long runs of zeros. */
function lastNonZero(digits: string): number {
  let last = digits.length - 1;
  while (digits[last] === '0') last -= 1;
  return last;
}

function shorten(literal: string): string {
  return literal.length <= SHOWN_CHARACTERS ? literal : `${literal.slice(0, SHOWN_CHARACTERS)}…`;
}
