import { findPersonalData } from '../find-personal-data';

const MAX_ATTRIBUTES_BYTES = 16_384;
const MAX_QUOTED = 100;

/** What is wrong with the attributes of a ping, if anything. */
export function attributesFault(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const found = findPersonalData(value)?.join('.');
  if (found !== undefined) {
    const key = found.length > MAX_QUOTED ? `…${found.slice(-MAX_QUOTED)}` : found;
    return `must not tell who the person is: send ${JSON.stringify(key)} with the post, to the winner only`;
  }
  const isTooLong = Buffer.byteLength(JSON.stringify(value)) > MAX_ATTRIBUTES_BYTES;
  return isTooLong ? `must be at most ${MAX_ATTRIBUTES_BYTES} bytes of JSON` : null;
}

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));

/** What is wrong with a currency, if anything. */
export function currencyFault(value: unknown): string | null {
  if (typeof value !== 'string' || CURRENCIES.has(value)) return null;
  return 'must be a currency code of ISO 4217 in capitals, such as USD';
}
