import { headerReservation } from './reserved-headers';

/** Most custom headers of one webhook. */
export const MAX_CUSTOM_HEADERS = 20;

/** All names and values together, in bytes as sent (Latin-1). */
export const MAX_CUSTOM_HEADERS_BYTES = 4096;

export interface HeaderProblem {
  /** The header at fault as the caller wrote it; empty where the headers as a whole are at fault. */
  name: string;
  /** A plain sentence without the value, which may be a secret. */
  detail: string;
}

/** RFC 9110 section 5.6.2. */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** RFC 9110 section 5.5: visible Latin-1, space and tab, and neither space nor tab at the ends. */
const FIELD_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
const OUTER_SPACE = /^[\t ]|[\t ]$/;

/**
 * Finds everything wrong with the custom headers of a webhook: reserved, hop-by-hop and repeated names, names that
 * are no token, values that could not be sent unharmed, too many or too large.
 *
 * @param headers name → value as the caller wrote them
 * @returns one entry for each header at fault; an empty list means they can be stored
 */
export function checkCustomHeaders(headers: Readonly<Record<string, unknown>>): HeaderProblem[] {
  const problems: HeaderProblem[] = [];
  const seen = new Set<string>();
  const entries = Object.entries(headers);
  let bytes = 0;
  for (const [name, value] of entries) {
    const lowerCaseName = name.toLowerCase();
    const detail = seen.has(lowerCaseName)
      ? 'is given more than once'
      : (nameFault(name) ?? valueFault(value));
    if (detail !== null) {
      problems.push({ name, detail });
    }
    seen.add(lowerCaseName);
    bytes += name.length + (typeof value === 'string' ? value.length : 0);
  }
  if (entries.length > MAX_CUSTOM_HEADERS) {
    problems.push({ name: '', detail: `must be at most ${MAX_CUSTOM_HEADERS} headers` });
  }
  if (bytes > MAX_CUSTOM_HEADERS_BYTES) {
    problems.push({ name: '', detail: `must be at most ${MAX_CUSTOM_HEADERS_BYTES} bytes in all` });
  }
  return problems;
}

function nameFault(name: string): string | null {
  return TOKEN.test(name) ? headerReservation(name) : 'is not a valid header name';
}

function valueFault(value: unknown): string | null {
  if (typeof value !== 'string') {
    return 'must have a text value';
  }
  if (!FIELD_VALUE.test(value)) {
    return 'must not contain line breaks, control characters or characters outside Latin-1';
  }
  return OUTER_SPACE.test(value) ? 'must not start or end with a space' : null;
}
