import { isEmailAddress, normalisePhone } from '../../core/leads';

export type Contact = 'e-mail address' | 'phone number';

/** Dates, UUIDs and long hexadecimal ids (certificates of consent): digits that are no phone number. */
const NOT_DIALLED =
  /\b\d{4}-\d\d-\d\d\b|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b(?=[0-9a-f]*[a-f])[0-9a-f]{24,}\b/gi;
/** Digits in groups, with what people put between them. */
const DIGITS = /\+?\d+(?:[\s().\-/\u2010-\u2015\u2212\u200e\u200f]{1,4}\d+)*/g;
const GROUP = /\+?\d+/g;
/** Area code and exchange begin with 2 to 9 (North American Numbering Plan), which times in Unix seconds do not. */
const NORTH_AMERICAN = /^1?[2-9]\d\d[2-9]\d{6}$/;
const INTERNATIONAL = /^\+\d{10,15}$/;
/** Of E.164. */
const MOST_DIGITS = 15;
/** What e-mail addresses stand between in a text. */
const AROUND_ADDRESS = /[\s<>()[\]{},;:"'|/?&=]+/;

/** Finds an e-mail address or a phone number anywhere in a text. */
export function findContact(text: string): Contact | null {
  const plain = text.normalize('NFKC');
  if (hasEmailAddress(plain)) return 'e-mail address';
  const runs = plain.replaceAll(NOT_DIALLED, '|').match(DIGITS) ?? [];
  return runs.some(hasPhone) ? 'phone number' : null;
}

function hasEmailAddress(text: string): boolean {
  if (!text.includes('@')) return false;
  return text.split(AROUND_ADDRESS).some((word) => isEmailAddress(word.replace(/[.!?]+$/, '')));
}

/** Whether a number begins with one of the groups and ends with that or one of the next. */
function hasPhone(run: string): boolean {
  const groups = run.match(GROUP) ?? [];
  return groups.some((_, from) => {
    let digits = '';
    for (let to = from; to < groups.length && digits.length <= MOST_DIGITS; to++) {
      digits += groups[to];
      if ((NORTH_AMERICAN.test(digits) || INTERNATIONAL.test(digits)) && normalisePhone(digits) !== null) {
        return true;
      }
    }
    return false;
  });
}
