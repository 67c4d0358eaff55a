export type FittedText = { kind: 'fits'; text: string } | { kind: 'faulty'; detail: string };

/** The tags of Telegram's HTML style; any other is refused by it. */
const TAGS = new Set(
  'a b blockquote code del em i ins pre s span strike strong tg-emoji tg-spoiler tg-time u'.split(' '),
);

/** Far above what the longest message needs: tags that show nothing are not counted by Telegram. */
const MAX_HTML_LENGTH = 64 * 1024;

const LAST_CODE_POINT = 0x10ffff;

/** A tag, an entity, or any one character. */
const TOKEN =
  /<(?<slash>\/?)(?<tag>[A-Za-z][A-Za-z-]*)(?:\s[^<>]*)?>|&(?:#(?<decimal>\d+)|#x(?<hex>[\dA-Fa-f]+)|lt|gt|amp|quot);|[\s\S]/gu;

type Groups = Partial<Record<'slash' | 'tag' | 'decimal' | 'hex', string>>;

/**
 * Fits a message in Telegram's HTML into a number of code points as shown, which is what Telegram limits (the UTF-16
 * code units of its documents are for the places of entities). What is cut ends in `…`, and its open tags are closed;
 * what is cut off is not judged.
 */
export function fitHtml(html: string, limit: number): FittedText {
  const open: string[] = [];
  let shown = 0;
  let closingLength = 0;
  let cut: string | null = null;
  for (const { 0: token, index, groups = {} } of html.matchAll(TOKEN)) {
    const { slash, tag: written }: Groups = groups;
    const tag = written?.toLowerCase();
    shown += tag === undefined ? shownLength(token, groups) : 0;
    // Room for what is read, for the tags to close after it, and for the `…`.
    const needed = index + token.length + closingLength + (tag?.length ?? 0) + '</>…'.length;
    if (shown >= limit || needed > MAX_HTML_LENGTH) cut ??= `${html.slice(0, index)}…${closing(open)}`;
    if (cut !== null && (shown > limit || html.length > MAX_HTML_LENGTH)) return { kind: 'fits', text: cut };
    if (tag === undefined) {
      if (token === '<') return faulty('has a `<` that is no tag; write `&lt;`.');
    } else if (!TAGS.has(tag)) {
      return faulty(`has the tag \`${tag.slice(0, 20)}\`, which Telegram does not know.`);
    } else if (slash === '') {
      if (tag === 'span' && !token.includes('tg-spoiler'))
        return faulty('has a `span` that is none of class `tg-spoiler`.');
      open.push(tag);
      closingLength += closing([tag]).length;
    } else if (open.pop() === tag) {
      closingLength -= closing([tag]).length;
    } else {
      return faulty(`closes \`${tag}\` where it is not the last tag opened.`);
    }
  }
  if (open.length > 0) return faulty(`does not close \`${open.at(-1)}\`.`);
  return { kind: 'fits', text: html };
}

/** What is left of a message without its tags, to see whether anything is. */
export function isBlankHtml(html: string): boolean {
  return html.replaceAll(/<[^<>]*>/g, '').trim() === '';
}

/** An entity counts as the character it stands for; one that stands for none is shown as it is written. */
function shownLength(token: string, { decimal, hex }: Groups): number {
  const code = decimal === undefined ? (hex === undefined ? null : parseInt(hex, 16)) : Number(decimal);
  return code === null || (code > 0 && code <= LAST_CODE_POINT) ? 1 : token.length;
}

function closing(open: readonly string[]): string {
  return open
    .toReversed()
    .map((tag) => `</${tag}>`)
    .join('');
}

function faulty(detail: string): FittedText {
  return { kind: 'faulty', detail };
}
