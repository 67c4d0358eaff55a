/** Every kind of row a caller can name, by the text its ids begin with. */
export type IdPrefix =
  | 'acct'
  | 'key'
  | 'buyer'
  | 'wh'
  | 'whs'
  | 'evt'
  | 'dlv'
  | 'att'
  | 'rpl'
  | 'lead'
  | 'sub'
  | 'crm'
  | 'sup'
  | 'lss'
  | 'ping';

/** Crockford's base32 without i, l, o and u; in ASCII order, so that text order is numeric order. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
/** 128 bits in 26 characters of 5 bits: the first character carries three bits only. */
const BODY = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/;
/** 3 bits of the first character and 5 of the nine that follow are exactly the 48 bits of the time. */
const TIME_CHARACTERS = 10;
const RANDOM_BYTES = 10;
const MAX_MS = 2 ** 48 - 1;

/**
 * Makes an id: `<prefix>_` and a UUIDv7 (RFC 9562 §5.7) as 26 characters of lowercase Crockford base32.
 * Ids of one prefix sort as text the way they were created.
 *
 * @param ms creation time in Unix milliseconds, a whole number of 0 to 2^48 − 1
 * @param random exactly 10 random bytes; 74 of their 80 bits are used
 * @throws RangeError when `ms` or `random` are outside these bounds
 */
export function encodeId(prefix: IdPrefix, ms: number, random: Uint8Array): string {
  if (!Number.isInteger(ms) || ms < 0 || ms > MAX_MS) {
    throw new RangeError('The time of an id must be a whole number of milliseconds from 0 to 2^48 − 1.');
  }
  if (random.length !== RANDOM_BYTES) {
    throw new RangeError(`An id takes exactly ${RANDOM_BYTES} random bytes.`);
  }
  return `${prefix}_${toBase32(uuidV7(ms, random))}`;
}

/**
 * Whether `text` has the exact shape of an id with this prefix. The version and variant bits are not looked
 * at: delivery ids take their first half from the event's id and fill the rest freely.
 */
export function isId(prefix: IdPrefix, text: string): boolean {
  return (
    text.length === prefix.length + 27 &&
    text.startsWith(`${prefix}_`) &&
    BODY.test(text.slice(prefix.length + 1))
  );
}

/**
 * The creation time inside an id, in Unix milliseconds.
 *
 * @throws RangeError when the text is not an id
 */
export function idTimeMs(id: string): number {
  const body = id.slice(id.indexOf('_') + 1);
  if (!BODY.test(body)) throw new RangeError('Only an id carries a creation time.');
  let ms = 0;
  // Not by shifting: 48 bits are more than the bitwise operators hold.
  for (const character of body.slice(0, TIME_CHARACTERS)) ms = ms * 32 + ALPHABET.indexOf(character);
  return ms;
}

/**
 * The smallest id that can be made in this millisecond: `id >= lowestIdAt(prefix, from)` selects by time.
 *
 * @throws RangeError when `ms` is not a whole number of 0 to 2^48 − 1
 */
export function lowestIdAt(prefix: IdPrefix, ms: number): string {
  return encodeId(prefix, ms, new Uint8Array(RANDOM_BYTES));
}

/**
 * Lays out the 16 bytes of RFC 9562 §5.7: 48 bits of time, version 7, 12 random bits, variant 10, 62
 * random bits.
 */
function uuidV7(ms: number, random: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, Math.floor(ms / 2 ** 32));
  view.setUint32(2, ms % 2 ** 32);
  bytes.set(random, 6);
  view.setUint8(6, 0x70 | (view.getUint8(6) & 0x0f));
  view.setUint8(8, 0x80 | (view.getUint8(8) & 0x3f));
  return bytes;
}

function toBase32(bytes: Uint8Array): string {
  let text = '';
  let pending = 0;
  // Two zero bits in front make 128 bits a whole number of characters.
  let pendingBits = 2;
  for (const byte of bytes) {
    pending = (pending << 8) | byte;
    pendingBits += 8;
    while (pendingBits >= 5) {
      pendingBits -= 5;
      text += ALPHABET[(pending >>> pendingBits) & 31];
    }
    pending &= (1 << pendingBits) - 1;
  }
  return text;
}
