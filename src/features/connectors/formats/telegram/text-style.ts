import { fitHtml, type FittedText, isBlankHtml } from './fit-html';

/** Characters after entities parsing (Bot API, sendMessage), in code points. */
const TEXT_LENGTH = 4_096;

/** What a text is written in; the marks of both kinds of Markdown are alike enough. */
export type TextStyle = 'html' | 'markdown' | 'plain';

const STYLES: ReadonlyMap<unknown, TextStyle> = new Map([
  ['html', 'html'],
  ['markdownv2', 'markdown'],
  ['markdown', 'markdown'],
  ['', 'plain'],
]);

/** What may be gone from Markdown once it is read: escapes, names of languages, targets of links, marks. */
const MARKDOWN = /\\([\s\S])|```\w*|\]\((?:\\[\s\S]|[^()\\\s])*\)|[*_~|`[\]>!]/gu;

/**
 * Telegram reads the mode in any case. Where it is left out, HTML is meant; but `entities` say what is bold by
 * themselves, and Telegram would pass them over for a mode.
 *
 * @returns null for a mode that Telegram does not know
 */
export function styleOf(mode: unknown, entities: unknown): TextStyle | null {
  if (mode === undefined) return Array.isArray(entities) && entities.length > 0 ? 'plain' : 'html';
  return (typeof mode === 'string' && STYLES.get(mode.toLowerCase())) || null;
}

/** Whether Telegram would find nothing to show in a text. */
export function isBlank(text: string, style: TextStyle): boolean {
  return style === 'html' ? isBlankHtml(text) : text.trim() === '';
}

/**
 * The text as Telegram takes it. Only HTML is cut: Markdown cannot be without knowing what the cut would leave open,
 * nor can plain text whose `entities` count its characters. Markdown that may fit, read, is left to Telegram.
 */
export function fitText(text: string, style: TextStyle): FittedText {
  if (style === 'html') return fitHtml(text, TEXT_LENGTH);
  const least = style === 'plain' ? text.trim() : text.replaceAll(MARKDOWN, '$1').trim();
  return least.length > TEXT_LENGTH && [...least].length > TEXT_LENGTH
    ? { kind: 'faulty', detail: `is longer than ${TEXT_LENGTH} characters; only HTML is cut to fit.` }
    : { kind: 'fits', text };
}
