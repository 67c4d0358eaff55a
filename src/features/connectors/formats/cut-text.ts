const ELLIPSIS = '…';
const HIGH_SURROGATE = /[\ud800-\udbff]$/;

/** Cuts text to a number of UTF-16 code units, the last one being `…`. Never splits a character in two. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return limit < 1 ? '' : text.slice(0, limit - 1).replace(HIGH_SURROGATE, '') + ELLIPSIS;
}
