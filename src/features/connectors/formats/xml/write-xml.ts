import { isRecord } from '../encode-json';

/** XML 1.0: names in ASCII and without colons, so that every parser and schema takes them. */
const NAME = /^(?!xml)[A-Za-z_][A-Za-z0-9_.-]*$/i;

/** What a list inside a list, or at the root, calls its items. */
const ITEM = 'item';

/** Whether the text can be the name of an element as it is. */
export function isXmlName(text: string): boolean {
  return NAME.test(text);
}

/**
 * Writes JSON content as an XML 1.0 document in UTF-8, without a document type. Members become elements, lists
 * repeated elements, null an empty element. A name XML does not allow is mended and kept in a `name` attribute;
 * control characters, which XML cannot hold, are left out.
 */
export function writeXml(root: string, content: unknown): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, content)}\n`;
}

function element(name: string, value: unknown): string {
  const tag = isXmlName(name) ? name : mended(name);
  const start = tag === name ? tag : `${tag} name="${escaped(name)}"`;
  const inside = inner(value);
  return inside === '' ? `<${start}/>` : `<${start}>${inside}</${tag}>`;
}

function inner(value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => element(ITEM, item)).join('');
  if (value === null || value === undefined) return '';
  if (!isRecord(value)) return escaped(typeof value === 'string' ? value : JSON.stringify(value));
  return Object.entries(value)
    .map(([name, member]) =>
      Array.isArray(member) ? member.map((item) => element(name, item)).join('') : element(name, member),
    )
    .join('');
}

function mended(name: string): string {
  const plain = name.replaceAll(/[^A-Za-z0-9_.-]/gu, '_');
  return isXmlName(plain) ? plain : `_${plain}`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // Parsers turn these into a line feed or a space unless they are written as references.
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** For texts and attributes alike. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[&<>"\p{Cc}\ufffe\uffff]/gu, (character) => ESCAPES[character] ?? '');
}
