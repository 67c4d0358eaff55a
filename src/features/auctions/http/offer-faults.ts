import { type Contact, findContact } from '../find-contact';
import { findPersonalData, type PersonalData } from '../find-personal-data';

const MAX_ATTRIBUTES_BYTES = 16_384;
const MAX_QUOTED = 100;
const LOOKS_LIKE: Record<Contact, string> = {
  'e-mail address': 'has what looks like an e-mail address',
  'phone number': 'has what looks like a phone number',
};

/** What is wrong with the attributes of a ping, if anything. */
export function attributesFault(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const found = findPersonalData(value);
  if (found) return `must not tell who the person is: ${describe(found)}`;
  const isTooLong = Buffer.byteLength(JSON.stringify(value)) > MAX_ATTRIBUTES_BYTES;
  return isTooLong ? `must be at most ${MAX_ATTRIBUTES_BYTES} bytes of JSON` : null;
}

/** Names the place and never what is there. */
function describe({ path, what }: PersonalData): string {
  const joined = path.join('.');
  const place = JSON.stringify(joined.length > MAX_QUOTED ? `…${joined.slice(-MAX_QUOTED)}` : joined);
  if (what !== 'key') return `${place} ${LOOKS_LIKE[what]}`;
  return `send ${place} with the post, to the winner only, or rename it if it tells nothing of the kind`;
}

/** What is wrong with a word that buyers are told, if anything. */
export function openTextFault(value: unknown): string | null {
  const found = typeof value === 'string' ? findContact(value) : null;
  return found && `must not tell who the person is: it ${LOOKS_LIKE[found]}`;
}

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));

/** What is wrong with a currency, if anything. */
export function currencyFault(value: unknown): string | null {
  if (typeof value !== 'string' || CURRENCIES.has(value)) return null;
  return 'must be a currency code of ISO 4217 in capitals, such as USD';
}
