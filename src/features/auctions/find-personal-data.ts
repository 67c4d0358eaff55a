import { type Contact, findContact } from './find-contact';
import { isPersonalKey } from './personal-keys';

export interface PersonalData {
  /** The keys from the outermost to where it is; without the last one where that tells itself. */
  path: string[];
  /** `key`: the key says that personal data is kept there. Else what the text there, or a key, contains. */
  what: 'key' | Contact;
}

/**
 * Looks for what says who a person is or how to reach them, at any depth: keys under which such things are kept, and
 * e-mail addresses and phone numbers in texts, numbers and keys.
 *
 * @returns the first thing found; null when there is none
 */
export function findPersonalData(value: unknown): PersonalData | null {
  if (typeof value === 'string' || typeof value === 'number') {
    const what = findContact(String(value));
    return what && { path: [], what };
  }
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    const found = Array.isArray(value) ? findBelow(key, inner) : (judgeKey(key) ?? findBelow(key, inner));
    if (found) return found;
  }
  return null;
}

function judgeKey(key: string): PersonalData | null {
  const contact = findContact(key);
  if (contact) return { path: [], what: contact };
  return isPersonalKey(key) ? { path: [key], what: 'key' } : null;
}

function findBelow(key: string, inner: unknown): PersonalData | null {
  const found = findPersonalData(inner);
  return found && { ...found, path: [key, ...found.path] };
}
