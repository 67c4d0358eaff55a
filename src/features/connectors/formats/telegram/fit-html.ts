export type FittedHtml = { kind: 'fits'; html: string } | { kind: 'faulty'; detail: string };

/** The tags of Telegram's HTML style; any other is refused by it. */
const TAGS = new Set(
  'a b blockquote code del em i ins pre s span strike strong tg-emoji tg-spoiler u'.split(' '),
);

/** A tag, an entity (one character when shown), or any one character. */
const TOKEN =
  /<(?<slash>\/?)(?<tag>[a-z][a-z-]*)(?:\s[^<>]*)?>|&(?:#\d+|#x[\da-f]+|lt|gt|amp|quot);|[\s\S]/giu;

/**
 * Fits a message in Telegram's HTML into a number of characters as shown, tags and entities counted as Telegram
 * does. What is cut ends in `…`, and its open tags are closed.
 */
export function fitHtml(html: string, limit: number): FittedHtml {
  const open: string[] = [];
  let shown = 0;
  let end = 0;
  let cut: string | null = null;
  for (const { 0: token, index, groups } of html.matchAll(TOKEN)) {
    const tag = groups?.['tag']?.toLowerCase();
    if (tag === undefined) {
      if (token === '<') return faulty('has a `<` that is no tag; write `&lt;`.');
      shown += token.startsWith('&') && token.length > 1 ? 1 : token.length;
      if (shown > limit - 1) cut ??= `${html.slice(0, end)}…${closing(open)}`;
    } else if (!TAGS.has(tag)) {
      return faulty(`has the tag \`${tag.slice(0, 20)}\`, which Telegram does not know.`);
    } else if (groups?.['slash'] === '') {
      open.push(tag);
    } else if (open.pop() !== tag) {
      return faulty(`closes \`${tag}\` where it is not the last tag opened.`);
    }
    end = index + token.length;
  }
  if (open.length > 0) return faulty(`does not close \`${open.at(-1)}\`.`);
  return { kind: 'fits', html: shown > limit && cut !== null ? cut : html };
}

/** What is left of a message without its tags, to see whether anything is. */
export function isBlankHtml(html: string): boolean {
  return html.replaceAll(/<[^<>]*>/g, '').trim() === '';
}

function closing(open: readonly string[]): string {
  return open
    .toReversed()
    .map((tag) => `</${tag}>`)
    .join('');
}

function faulty(detail: string): FittedHtml {
  return { kind: 'faulty', detail };
}
