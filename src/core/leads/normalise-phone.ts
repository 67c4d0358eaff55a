import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** Longest text still read as a phone number; E.164 needs 16 characters, punctuation the rest. */
const MAX_PHONE_TEXT = 32;

/**
 * What people and address books put between digits: white space, brackets, dots, slashes, every dash, and the
 * invisible marks of writing direction that come along when a number is copied.
 */
const PUNCTUATION = /[\s().\-/\u2010-\u2015\u2212\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Ten digits, also with the country code in front but no plus. Digits are ASCII (`\d` without the u flag). */
const US_NUMBER = /^1?(\d{10})$/;

/** One digit more than E.164 knows: the trunk zero in `+44 (0)20 …`, which the library takes out. */
const INTERNATIONAL_NUMBER = /^\+[1-9]\d{6,15}$/;

/** ITU-T E.164 section 6: at most 15 digits, country code first. No assigned number has fewer than seven. */
const E164 = /^\+[1-9]\d{6,14}$/;

/**
 * Brings a phone number to E.164. Numbers that could exist are accepted (right length for their country), assigned
 * or not: whether a number is valid is judged, and scored, later.
 *
 * @param text a ten-digit US number, also with a leading 1, or E.164, in usual punctuation
 * @returns E.164, such as `+15551234567`; null for everything else: extensions, letters, digits of other scripts,
 *   other countries' numbers without `+`, more than 32 characters
 */
export function normalisePhone(text: string): string | null {
  if (text.length > MAX_PHONE_TEXT) {
    return null;
  }
  const bare = text.replaceAll(PUNCTUATION, '');
  const national = US_NUMBER.exec(bare)?.[1];
  const international = national === undefined ? bare : `+1${national}`;
  if (!INTERNATIONAL_NUMBER.test(international)) {
    return null;
  }
  const e164 = possibleNumber(international);
  // Reading takes one trunk zero away. Where that leaves another, the text is no number, only zeros.
  return e164 === null || possibleNumber(e164) !== e164 ? null : e164;
}

/**
 * Says whether a text is E.164 as it stands: a plus, the digits, nothing else, of a length its country knows.
 */
export function isE164(text: string): boolean {
  return E164.test(text) && normalisePhone(text) === text;
}

function possibleNumber(international: string): string | null {
  const number = parsePhoneNumberFromString(international, { extract: false });
  return number?.isPossible() === true && E164.test(number.number) ? number.number : null;
}
