import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import {
  BUILTIN_NAMES,
  encodedSample,
  encodeSample,
} from '../../../../../test/support/formats/encode-sample';
import { sampleInput } from '../sample-input';
import { writeXml } from './write-xml';
import { xmlFormat } from './xml.format';

interface Element {
  name: string;
  text: string;
  children: Element[];
}

const TOKEN =
  /<(?<close>\/)?(?<tag>[A-Za-z_][\w.-]*)(?: name="(?<name>[^"<>]*)")?(?<empty>\/)?>|(?<text>[^<>]+)/gy;

/** Reads the XML this format writes, strictly: whatever is not a tag, a name attribute or text throws. */
function readXml(xml: string): Element {
  const [, body = ''] = /^<\?xml version="1\.0" encoding="UTF-8"\?>\n(.*)\n$/s.exec(xml) ?? [];
  const top: Element = { name: '', text: '', children: [] };
  const open: { tag: string; element: Element }[] = [{ tag: '', element: top }];
  let read = 0;
  for (const { 0: token, groups = {} } of body.matchAll(TOKEN)) {
    read += token.length;
    const { close, tag, name, empty, text } = groups;
    const parent = open.at(-1);
    if (text !== undefined && parent) parent.element.text += unescaped(text);
    if (tag === undefined) continue;
    if (close && open.pop()?.tag !== tag) throw new Error(`closes ${tag} too early: ${xml}`);
    const element = { name: name === undefined ? tag : unescaped(name), text: '', children: [] };
    if (!close) parent?.element.children.push(element);
    if (!close && !empty) open.push({ tag, element });
  }
  expect([read, open.length, top.children.length]).toEqual([body.length, 1, 1]);
  return top.children[0] as Element;
}

function unescaped(text: string): string {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };
  return text.replaceAll(/&(?:#(\d+)|(\w+));/g, (_all, code: string | undefined, name: string) =>
    code === undefined ? (named[name] ?? '?') : String.fromCodePoint(Number(code)),
  );
}

function leavesOf({ children, text }: Element): string[] {
  return children.length === 0 ? [text] : children.flatMap(leavesOf);
}

function scalarsOf(value: unknown): string[] {
  if (value === null) return [''];
  return typeof value === 'object'
    ? Object.values(value).flatMap(scalarsOf)
    : [typeof value === 'string' ? value : JSON.stringify(value)];
}

describe('xmlFormat', () => {
  it('writes its sample', async () => {
    expect(await encodedSample(xmlFormat)).toEqual({
      contentType: 'application/xml; charset=utf-8',
      body: readFileSync(join(__dirname, 'sample.xml'), 'utf8'),
      headers: {},
    });
  });

  it.each(BUILTIN_NAMES)('writes every value of %s in its place', async (type) => {
    const root = readXml((await encodedSample(xmlFormat, { type })).body);
    expect([root.name, leavesOf(root)]).toEqual(['event', scalarsOf(sampleInput(type).event)]);
  });

  it('names the outermost element as told', async () => {
    const given = { mapping: "{'a': 1}", options: { root: 'Lead' } };
    expect((await encodedSample(xmlFormat, given)).body).toContain('\n<Lead><a>1</a></Lead>\n');
  });

  it.each(['', '1st', 'xmlLead', 'a b', 'a:b', 'ä', 'a'.repeat(101), 5])('refuses the root %p', (root) => {
    expect(xmlFormat.readOptions({ root })).toMatchObject({
      kind: 'invalid',
      fields: [{ pointer: '/root' }],
    });
  });

  it('refuses a mapping that gives nothing', async () => {
    expect((await encodeSample(xmlFormat, { mapping: 'nothing' })).kind).toBe('refused');
  });
});

function documentOf(content: unknown): string {
  const pieces: string[] = [];
  writeXml({ root: 'r', content }, (piece) => void pieces.push(piece));
  return pieces.join('');
}

describe('writeXml', () => {
  const bodyOf = (content: unknown) => documentOf(content).split('\n')[1];

  it.each([
    [{ a: [1, 2], b: [] }, '<r><a>1</a><a>2</a></r>'],
    [[1, [2, 3]], '<r><item>1</item><item><item>2</item><item>3</item></item></r>'],
    [{ a: null, b: '', c: false }, '<r><a/><b/><c>false</c></r>'],
    [{ a: { b: {}, c: [], d: [[]] }, e: '\u0000' }, '<r><a><b/><d/></a><e/></r>'],
    [{ a: [] }, '<r/>'],
    ['a < b & "c" > ]]>', '<r>a &lt; b &amp; &quot;c&quot; &gt; ]]&gt;</r>'],
    [{ '1st': 'x' }, '<r><_1st name="1st">x</_1st></r>'],
    [{ 'a b"': 'x' }, '<r><a_b_ name="a b&quot;">x</a_b_></r>'],
    [{ XMLthing: 1 }, '<r><_XMLthing name="XMLthing">1</_XMLthing></r>'],
    [{ 'ns:tag': 1, '': 2 }, '<r><ns_tag name="ns:tag">1</ns_tag><_ name="">2</_></r>'],
    ['a\u0000b\u0008c\u001bd\ufffee\r\n', '<r>abcde&#13;&#10;</r>'],
    ['\ud800', '<r>\ufffd</r>'],
    ['<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;', null],
  ])('writes %j', (content, expected) => {
    const body = bodyOf(content);
    expect(body).not.toMatch(/<!|&e;/);
    expect(body).toBe(expected ?? body);
  });

  it('is well-formed and keeps every text, whatever the content', () => {
    const text = fc.string({ unit: 'grapheme' });
    const content = fc.dictionary(text, fc.oneof(text, fc.integer(), fc.array(text, { minLength: 1 })), {
      minKeys: 1,
    });
    fc.assert(
      fc.property(content, (given) => {
        expect(leavesOf(readXml(documentOf(given)))).toEqual(scalarsOf(given));
      }),
    );
  });
});
