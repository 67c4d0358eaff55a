import { normaliseState } from './us-states';

/** An address as a door took it; state alone is no address. */
export interface GivenAddress {
  /** Street and number, or the whole address in one line. */
  address?: string | null;
  city?: string | null;
  /** Code or name. */
  state?: string | null;
  postal_code?: string | null;
}

/** The parts of a US address that could be read; a part that is missing or malformed is null. */
export interface AddressParts {
  street: string | null;
  city: string | null;
  /** Two-letter code. */
  state: string | null;
  /** Five digits, or five, a hyphen and four. */
  zip: string | null;
}

/** Longest line that is read; doors take no more. */
const MAX_LINE = 500;

const ZIP = /^\d{5}(?:-\d{4})?$/;
const COUNTRY = /^(?:USA?|United States(?: of America)?)$/i;
/** A number, also with a letter or fraction (`12B`, `12-34`, `W156N8480`), then a name. */
const NUMBERED_STREET = /^(?:[NSEW]\d+)?[NSEW]?\d[\dA-Z/-]* (?=.*[A-Z])/i;
const PO_BOX = /^P\.? ?O\.? ?Box #?\d/i;
const CITY = /^\p{L}[\p{L}\p{M} .'’-]*$/u;
const UNIT = /^(?:apt|apartment|unit|suite|ste|floor|fl|bldg|building|room|rm|lot)\b/i;
/** As in `Federated States of Micronesia`. */
const MOST_WORDS_OF_A_STATE = 4;

/**
 * Reads an address into its parts. Parts given on their own win; what is missing is looked for in the line, whose
 * end is understood as `street, city state zip` with commas or line ends between street and city, and anywhere else.
 *
 * @returns null when neither street, city nor ZIP code was given
 */
export function readAddress(given: GivenAddress): AddressParts | null {
  const [line, city, zip] = [given.address, given.city, given.postal_code].map((part) => squeeze(part ?? ''));
  if (!line && !city && !zip) {
    return null;
  }
  const read = readLine(line ?? '', { city: city ?? '', state: given.state ?? '' });
  return {
    street: read.street,
    city: city ? cityOrNull(city) : read.city,
    state: given.state ? normaliseState(given.state) : read.state,
    zip: zip ? zipOrNull(zip) : read.zip,
  };
}

function readLine(line: string, known: { city: string; state: string }): AddressParts {
  const segments = line.slice(0, MAX_LINE).split(/ ?, ?/).filter(Boolean);
  if (segments.length > 1 && COUNTRY.test(segments.at(-1) ?? '')) {
    segments.pop();
  }
  const zip = takeZip(segments);
  const state = takeState(segments, known.state !== '');
  const city = takeCity(segments, known.city);
  return { street: streetOrNull(segments.join(', ')), city, state, zip };
}

/** Takes a ZIP code off the end of the last segment. */
function takeZip(segments: string[]): string | null {
  const words = (segments.at(-1) ?? '').split(' ');
  const zip = zipOrNull(words.pop() ?? '');
  if (zip !== null) {
    replaceLast(segments, words);
  }
  return zip;
}

/**
 * Takes a state off the end of the last segment, but never from the first: there `Ct` and `La` are streets. Where the
 * state is known already, a segment of its own may also be the city: `New York`, `Washington`.
 */
function takeState(segments: string[], isKnown: boolean): string | null {
  const words = (segments.at(-1) ?? '').split(' ');
  const most = isKnown && segments.length === 2 ? words.length - 1 : words.length;
  for (let count = segments.length < 2 ? 0 : Math.min(most, MOST_WORDS_OF_A_STATE); count > 0; count--) {
    const state = normaliseState(words.slice(-count).join(' '));
    if (state !== null) {
      replaceLast(segments, words.slice(0, -count));
      return state;
    }
  }
  return null;
}

/** Takes the last segment for the city, or leaves it to the street where the city is known to be another. */
function takeCity(segments: string[], knownCity: string): string | null {
  const last = segments.at(-1) ?? '';
  const isCity = knownCity ? last.toLowerCase() === knownCity.toLowerCase() : cityOrNull(last) !== null;
  if (segments.length < 2 || !isCity) {
    return null;
  }
  segments.pop();
  return last;
}

function replaceLast(segments: string[], words: string[]): void {
  segments.pop();
  if (words.length > 0) {
    segments.push(words.join(' '));
  }
}

function streetOrNull(text: string): string | null {
  return NUMBERED_STREET.test(text) || PO_BOX.test(text) ? text : null;
}

function cityOrNull(text: string): string | null {
  return CITY.test(text) && !UNIT.test(text) ? text : null;
}

function zipOrNull(text: string): string | null {
  return ZIP.test(text) ? text : null;
}

/** Line ends count as commas; other white space as one space. */
function squeeze(text: string): string {
  return text
    .replaceAll(/[\r\n]+/g, ',')
    .split(/\s+/)
    .filter(Boolean)
    .join(' ');
}
