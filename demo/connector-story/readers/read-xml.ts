import { type Facts, headerOf, type Keys, type ReceivedRequest } from '../visit';
import { leadFacts } from './lead-facts';
import { unescapeMarkup } from './unescape-markup';
import { verifyRaw } from './verify-raw';

/** An older CRM that takes XML, without a document type or attributes. */
export function readXml(request: ReceivedRequest, { secret }: Keys): Facts {
  verifyRaw(request, secret);
  if (!headerOf(request, 'content-type').startsWith('application/xml')) throw new Error('this is not XML');
  const texts = parseXml(request.body);
  const member = (name: string) => [name, texts.get(`lead/data/${name}`)];
  return leadFacts(Object.fromEntries(['lead_id', 'first_name', 'last_name', 'phone'].map(member)));
}

const DECLARATION = /^<\?xml version="1\.0" encoding="UTF-8"\?>\s*/;
const TOKEN = /<(\/?)([A-Za-z_][\w.-]*)(\/?)>|([^<]+)/y;

/** The texts of elements by their path, such as `lead/data/phone`. @throws Error for what is not well-formed */
export function parseXml(text: string): Map<string, string> {
  const content = text.replace(DECLARATION, '').trimEnd();
  const texts = new Map<string, string>();
  const open: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < content.length) {
    const [, slash, name, empty, inside] = TOKEN.exec(content) ?? [];
    if (name === undefined && inside === undefined) throw new Error('the XML is not well-formed');
    if (inside !== undefined) texts.set(open.join('/'), unescapeMarkup(inside));
    else if (slash === '/') close(open, name);
    else if (empty === '') open.push(name!);
  }
  if (open.length > 0) throw new Error(`<${open.at(-1)}> is not closed`);
  return texts;
}

function close(open: string[], name: string | undefined): void {
  if (open.pop() !== name) throw new Error(`</${name}> closes what is not open`);
}
