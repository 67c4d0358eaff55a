import { isRecord } from '../encode-json';
import { type WritePiece } from '../encoding';

/** XML 1.0: names in ASCII and without colons, so that every parser and schema takes them. */
const NAME = /^(?!xml)[A-Za-z_][A-Za-z0-9_.-]*$/i;

/** What a list inside a list, or at the root, calls its items. */
const ITEM = 'item';

/** Whether the text can be the name of an element as it is. */
export function isXmlName(text: string): boolean {
  return NAME.test(text);
}

/** JSON content as an XML 1.0 document. */
export interface XmlDocument {
  root: string;
  content: unknown;
}

/**
 * Writes a document in UTF-8, without a document type. Members become elements, lists repeated elements, null an empty
 * element. A name XML does not allow is mended and kept in a `name` attribute; control characters, which XML cannot
 * hold, are left out.
 */
export function writeXml({ root, content }: XmlDocument, out: WritePiece): void {
  out('<?xml version="1.0" encoding="UTF-8"?>\n');
  new ElementWriter(out).element(root, content);
  out('\n');
}

class ElementWriter {
  /** The start of an element that nothing stands in yet, without its end; empty where there is none. */
  private start = '';

  constructor(private readonly out: WritePiece) {}

  element(name: string, value: unknown): void {
    this.finishStart();
    const tag = isXmlName(name) ? name : mended(name);
    this.start = tag === name ? `<${tag}` : `<${tag} name="${escaped(name)}"`;
    this.inside(value);
    this.out(this.start === '' ? `</${tag}>` : `${this.start}/>`);
    this.start = '';
  }

  private inside(value: unknown): void {
    if (Array.isArray(value)) return this.list(ITEM, value);
    if (value === null || value === undefined) return;
    if (!isRecord(value)) return this.text(typeof value === 'string' ? value : JSON.stringify(value));
    for (const [name, member] of Object.entries(value)) {
      if (Array.isArray(member)) this.list(name, member);
      else this.element(name, member);
    }
  }

  private list(name: string, items: readonly unknown[]): void {
    for (const item of items) this.element(name, item);
  }

  private text(value: string): void {
    const text = escaped(value);
    if (text === '') return;
    this.finishStart();
    this.out(text);
  }

  private finishStart(): void {
    if (this.start === '') return;
    this.out(`${this.start}>`);
    this.start = '';
  }
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
