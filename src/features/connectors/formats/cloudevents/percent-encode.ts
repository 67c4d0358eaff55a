/**
 * Writes an attribute as a header value: HTTP Protocol Binding for CloudEvents 1.0.2 section 3.1.3.2. Space, double
 * quote, percent and whatever is not printable ASCII become the `%XY` of their UTF-8 bytes; nothing else does.
 */
export function percentEncode(text: string): string {
  return text.toWellFormed().replaceAll(/[^\x21-\x7e]|["%]/gu, bytesOf);
}

function bytesOf(character: string): string {
  return [...Buffer.from(character)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}
