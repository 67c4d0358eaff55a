/** Text that PostgreSQL can hold: no NUL and no half of a surrogate pair. */
export function isStorableText(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/**
 * A quoted jsonpath string. jsonpath reads every escape JSON has, and inside quotes only `"` and `\` mean
 * anything to it, so the JSON form of a text can neither end early nor reach the path language.
 *
 * @param text storable text
 */
export function quoted(text: string): string {
  return JSON.stringify(text);
}

/** A pattern for `like_regex` that matches texts ending in `suffix`, character by character. */
export function suffixPattern(suffix: string): string {
  return `${suffix.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)}$`;
}
