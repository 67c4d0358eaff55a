/** Filters see no more elements of an event's arrays; it bounds what a filter can cost. */
export const MAX_ELEMENTS = 1_000;

/** The shortest an array's elements can be is a digit and a comma each. */
const CHARACTERS_PER_ELEMENT = 2;

/** May be a false alarm: the backslash may itself be escaped. */
const MAYBE_REFUSED_ESCAPE = /\\u(?:0000|[dD][89a-fA-F])/;

/** Every escape from its backslash on, so that none is read from its middle; what jsonb refuses is captured. */
const ESCAPES =
  /\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|(\\u0000|\\u[dD][89a-fA-F][\da-fA-F]{2})|\\./g;

/**
 * The body to evaluate filters on, where the stored one will not do. jsonb takes neither `\u0000` nor half a
 * surrogate pair, which become U+FFFD, and arrays are cut behind the first 1,000 elements of the event, counted
 * from the outside in. What is sent to receivers is always the stored body.
 *
 * @param body a stored event body, valid JSON
 * @returns null when the stored body is what filters see, which is nearly always
 */
export function filterableBody(body: string): string | null {
  const cut = mayHaveTooManyElements(body) ? cutElements(body) : body;
  const clean = MAYBE_REFUSED_ESCAPE.test(cut) ? cut.replaceAll(ESCAPES, replaceRefused) : cut;
  return clean === body ? null : clean;
}

function replaceRefused(escape: string, refused: string | undefined): string {
  return refused === undefined ? escape : String.raw`\ufffd`;
}

/** An array has one element more than commas. Commas elsewhere count too, so this may be a false alarm. */
function mayHaveTooManyElements(body: string): boolean {
  if (body.length <= MAX_ELEMENTS * CHARACTERS_PER_ELEMENT) return false;
  let left = MAX_ELEMENTS;
  for (const sign of [',', '[']) {
    for (let at = body.indexOf(sign); at !== -1; at = body.indexOf(sign, at + 1)) {
      left -= 1;
      if (left < 0) return true;
    }
  }
  return false;
}

function cutElements(body: string): string {
  const root: unknown = JSON.parse(body);
  let left = MAX_ELEMENTS;
  let isCut = false;
  // A loop and not a recursion: breadth first, so that an outer array is cut last.
  const waiting: unknown[] = [root];
  for (const value of waiting) {
    if (typeof value !== 'object' || value === null) continue;
    if (Array.isArray(value)) {
      isCut ||= value.length > left;
      value.length = Math.min(value.length, left);
      left -= value.length;
    }
    for (const child of Object.values(value)) waiting.push(child);
  }
  return isCut ? JSON.stringify(root) : body;
}
