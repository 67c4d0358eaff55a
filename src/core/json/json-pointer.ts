/** A pointer is cut here, so that an answer about hostile JSON stays small. */
const MAX_LENGTH = 1_024;

/**
 * Writes a JSON pointer (RFC 6901), cut with `…` behind 1,024 characters.
 *
 * @param segments keys and array indexes from the root inwards
 */
export function jsonPointer(segments: Iterable<string | number>): string {
  let pointer = '';
  for (const segment of segments) {
    // Cut before escaping: only as much work as the pointer shows.
    const shown = String(segment).slice(0, MAX_LENGTH);
    pointer += `/${shown.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (pointer.length > MAX_LENGTH) return `${pointer.slice(0, MAX_LENGTH)}…`;
  }
  return pointer;
}
