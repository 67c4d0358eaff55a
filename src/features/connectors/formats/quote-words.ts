import { cutText } from './cut-text';

const MAX_WORDS = 300;
const PAGE = /^<(?:!doctype|html|head|body)\b/i;
/** Direction marks would rearrange the sentence the words stand in, and PostgreSQL keeps no U+0000. */
const UNPRINTABLE = /[\p{Cc}\p{Bidi_Control}\s]+/gu;
const ENTITIES: Readonly<Record<string, string>> = {
  '&quot;': '"',
  '&#39;': "'",
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
};

/**
 * What a destination says, to stand in quotation marks within a sentence of ours: on one line, of a web page its text
 * only, at most 300 characters.
 *
 * @param words null comes back for anything but text, and for text with nothing to read in it
 */
export function quoteWords(words: unknown): string | null {
  if (typeof words !== 'string') return null;
  const text = words.trim();
  const line = (PAGE.test(text) ? textOfPage(text) : text)
    .replaceAll(UNPRINTABLE, ' ')
    .replaceAll('"', "'")
    .trim()
    .replace(/\.+$/, '');
  return line === '' ? null : `"${cutText(line.toWellFormed(), MAX_WORDS)}"`;
}

/** Good enough for the pages that servers make of errors; their heads hold nothing to read. */
function textOfPage(page: string): string {
  const body = page.slice(Math.max(0, page.search(/<body\b/i)));
  return body
    .replaceAll(/<[^<>]*>/g, ' ')
    .replaceAll(/&[a-z0-9#]{2,5};/g, (entity) => ENTITIES[entity] ?? ' ');
}
