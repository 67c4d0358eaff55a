import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { FORMAT_NAMES, type FormatName } from '../format';
import { encodedSample } from '../../../../test/support/formats/encode-sample';
import { formatOf } from './index';
import { sampleInput } from './sample-input';

const DOCS = join(__dirname, '../../../../docs');
const CHATS: readonly FormatName[] = ['slack', 'discord', 'telegram', 'teams'];
const OPTIONS: Partial<Record<FormatName, Record<string, unknown>>> = {
  telegram: { chat_id: '-1001234567890' },
};
const INDEX = read('formats/README.md');

/** An expression in a page, and what the page says becomes of the example of a type. */
interface Example {
  page: string;
  format: FormatName;
  type: string;
  mapping: string;
  result: string;
}

const EXAMPLE = /```jsonata (\w+) ([\w.]+)\n([^`]+)\n```\n\nbecomes\n\n```\w+\n([^`]+)\n```/g;
const EXAMPLES = [...FORMAT_NAMES.map((name) => `formats/${name}.md`), 'guides/mappings.md'].flatMap(
  examplesOf,
);

function read(page: string): string {
  return readFileSync(join(DOCS, page), 'utf8');
}

function examplesOf(page: string): Example[] {
  return [...read(page).matchAll(EXAMPLE)].map(([, format, type = '', mapping = '', result = '']) => ({
    page,
    format: format as FormatName,
    type,
    mapping,
    result,
  }));
}

/** What is JSON may be indented in a page. */
function comparable(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text.replaceAll('\r\n', '\n').trimEnd();
  }
}

describe('the pages of the formats', () => {
  it.each(FORMAT_NAMES)('%s has one with its samples', (name) => {
    const page = read(`formats/${name}.md`);
    const folder = join(__dirname, name.replaceAll('_', '-'));
    const samples = readdirSync(folder).filter((file) => file.startsWith('sample.'));
    expect(samples).not.toEqual([]);
    for (const sample of samples) {
      const text = readFileSync(join(folder, sample), 'utf8').replaceAll('\r\n', '\n').trimEnd();
      expect(page).toContain(`\n${text}\n\`\`\``);
    }
  });

  it.each(FORMAT_NAMES)('%s is in the index, and its page registers it', (name) => {
    expect(INDEX).toContain(`| [\`${name}\`](${name}.md) |`);
    const isRegistered = read(`formats/${name}.md`).includes(`"format":"${name}"`);
    expect(isRegistered || name === 'synaptis').toBe(true);
  });

  it.each(FORMAT_NAMES)('%s names all its options, and says so where it has none', (name) => {
    const page = read(`formats/${name}.md`);
    const options = Object.keys((formatOf(name).optionsSchema?.['properties'] as object | undefined) ?? {});
    for (const option of options) expect(page).toContain(`| \`${option}\``);
    expect(/## Options\n\nNone\.\n/.test(page)).toBe(options.length === 0);
  });

  it.each(CHATS)('%s is in the index with the pace it is sent at', (name) => {
    const pace = formatOf(name).pace?.({});
    expect(INDEX).toContain(`| \`${name}\` | ${pace?.burst} at once, then one`);
    expect(INDEX).toMatch(
      new RegExp(`\\| \`${name}\` .*(?:each ${(pace?.intervalMs ?? 0) / 1_000} s|a second)`),
    );
  });

  it.each(CHATS)('%s shows its picture, which is small', (name) => {
    const picture = `images/formats/${name}.png`;
    expect(existsSync(join(DOCS, picture))).toBe(true);
    expect(statSync(join(DOCS, picture)).size).toBeLessThan(60 * 1024);
    for (const page of [INDEX, read(`formats/${name}.md`)]) expect(page).toContain(`src="../${picture}"`);
  });
});

describe('the mappings in the documentation', () => {
  it('are found in every page', () => {
    const pages = new Set(EXAMPLES.map(({ page }) => page));
    expect(pages.size).toBe(FORMAT_NAMES.length + 1);
    const written = [...pages].flatMap((page) => [...read(page).matchAll(/```jsonata/g)]);
    expect(EXAMPLES.length).toBe(written.length);
  });

  it.each(EXAMPLES)('$page: $mapping', async ({ format, type, mapping, result }) => {
    const options = OPTIONS[format] ?? {};
    const { body } = await encodedSample(formatOf(format), { type, mapping, options });
    expect(comparable(body)).toEqual(comparable(result));
  });

  it('start from the input the guide shows', () => {
    const shown = JSON.stringify(sampleInput('lead.distributed'), null, 2);
    expect(read('guides/mappings.md')).toContain(`\`\`\`json\n${shown}\n\`\`\``);
  });
});
