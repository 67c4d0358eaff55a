import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  BUILTIN_NAMES,
  encodedSample,
  encodeSample,
} from '../../../../../test/support/formats/encode-sample';
import { sampleInput } from '../sample-input';
import { csvFormat } from './csv.format';
import { writeCsv } from './write-csv';

const columns = [
  { name: 'Lead', path: 'data.lead_id' },
  { name: 'Phone', path: 'data.phone' },
];

/** Reads RFC 4180 strictly: every line must end in CRLF, quotes must be where they belong. */
function readCsv(text: string, delimiter: string): string[][] {
  const cell = new RegExp(
    `(?:"((?:[^"]|"")*)"|([^"\r\n${delimiter}]*))(${delimiter === '|' ? '\\|' : delimiter}|\r\n)`,
    'y',
  );
  const rows: string[][] = [[]];
  while (cell.lastIndex < text.length) {
    const match = cell.exec(text);
    if (match === null) throw new Error(`not CSV: ${text}`);
    rows.at(-1)?.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

describe('csvFormat', () => {
  it('writes its sample', async () => {
    const { contentType, body, headers } = await encodedSample(csvFormat, { type: 'lead.distributed' });
    const sample = readFileSync(join(__dirname, 'sample.csv'), 'utf8');
    expect({ contentType, headers }).toEqual({
      contentType: 'text/csv; charset=utf-8; header=present',
      headers: {},
    });
    expect(body).toBe(sample.replaceAll(/\r?\n/g, '\r\n'));
  });

  it.each(BUILTIN_NAMES)('writes %s in as many cells as the header has', async (type) => {
    const [header, row, ...more] = readCsv((await encodedSample(csvFormat, { type })).body, ',');
    expect(header?.slice(0, 3)).toEqual(['id', 'type', 'created']);
    expect(row).toHaveLength(header?.length ?? 0);
    expect(row?.[1]).toBe(type);
    expect(more).toEqual([]);
  });

  it('leaves out the header and takes another delimiter', async () => {
    const options = { columns, header: false, delimiter: 'semicolon', guard_formulas: false };
    const { body, contentType } = await encodedSample(csvFormat, { type: 'lead.submitted', options });
    expect(body).toBe('lead_456def;+12025550143\r\n');
    expect(contentType).toContain('header=absent');
  });

  it('guards what a spreadsheet would run', async () => {
    const data = { lead_id: '=HYPERLINK("http://x.example","a")', phone: '+1+1' };
    const { body } = await encodedSample(csvFormat, {
      type: 'lead.submitted',
      data,
      options: { columns, header: false },
    });
    expect(readCsv(body, ',')).toEqual([['\'=HYPERLINK("http://x.example","a")', "'+1+1"]]);
  });

  it.each(['+12025550143', '+4930123456'])(
    'leaves the phone number %s as programs need it',
    async (phone) => {
      const options = { columns, header: false };
      const { body } = await encodedSample(csvFormat, { type: 'lead.submitted', data: { phone }, options });
      expect(body).toBe(`,${phone}\r\n`);
    },
  );

  it('leaves out the character that ends a text for many readers, and guards what follows it', async () => {
    const data = { lead_id: 'a\0b', phone: '\0=1' };
    const options = { columns, header: false };
    const { body } = await encodedSample(csvFormat, { type: 'lead.submitted', data, options });
    expect(body).toBe("ab,'=1\r\n");
  });

  it.each([
    ["{'data': {'lead_id': 1}}", 'Lead,Phone\r\n1,\r\n'],
    ["[{'data': {'lead_id': 1}}, {'data': {'phone': 2}}]", 'Lead,Phone\r\n1,\r\n,2\r\n'],
    ["['a', 1, null]", 'a,1,\r\n'],
    ["[['a', 1], ['b', 2]]", 'a,1\r\nb,2\r\n'],
    ["['']", '""\r\n'],
  ])('writes what a mapping gives: %s', async (mapping, body) => {
    expect((await encodedSample(csvFormat, { mapping, options: { columns } })).body).toBe(body);
  });

  it('writes no more cells than it can look up in a moment', () => {
    const reading = csvFormat.readOptions({ columns: Array.from({ length: 200 }, () => columns[0]) });
    const context = { input: sampleInput('lead.verified'), eventBody: '', isMapped: true };
    const encode = (rows: number) =>
      csvFormat.encode(
        Array.from({ length: rows }, () => ({})),
        { ...context, options: reading.kind === 'ok' ? reading.options : {} },
      );
    expect(encode(250).kind).toBe('encoded');
    expect(encode(251)).toEqual({ kind: 'refused', detail: 'The table would have more than 50,000 cells.' });
  });

  it.each(['5', '[]', '[[], [1]]', 'nothing'])('refuses %s', async (mapping) => {
    expect((await encodeSample(csvFormat, { mapping })).kind).toBe('refused');
  });
});

describe('writeCsv', () => {
  it.each([',', ';', '\t', '|'])('can be read back, with %p between the cells', (delimiter) => {
    const rows = [
      ['plain', 'with, comma', 'with; semicolon', 'with | pipe'],
      ['a "quote"', 'line\r\nbreak', ' space ', 'tab\there'],
      ['', '', '', 'ü'],
    ];
    const pieces: string[] = [];
    writeCsv({ rows, delimiter }, (piece) => void pieces.push(piece));
    expect(readCsv(pieces.join(''), delimiter)).toEqual(rows);
  });
});
