import {
  BUILTIN_NAMES,
  encodedSample,
  encodeSample,
  EXCESSIVE_DATA,
} from '../../../../../test/support/formats/encode-sample';
import { sampleAnswer } from '../../../../../test/support/formats/sample-answer';
import { googleSheetsFormat } from './google-sheets.format';
import sample from './sample.json';

interface Row {
  row: unknown[];
  columns: string[];
  event_id: string;
}

async function rowFor(given: Parameters<typeof encodedSample>[1]): Promise<Row> {
  return JSON.parse((await encodedSample(googleSheetsFormat, given)).body) as Row;
}

describe('googleSheetsFormat', () => {
  it('writes its sample', async () => {
    const encoded = await encodedSample(googleSheetsFormat, { type: 'lead.distributed' });
    expect(encoded).toEqual({ contentType: 'application/json', body: JSON.stringify(sample), headers: {} });
  });

  it.each([...BUILTIN_NAMES, 'order.paid'])('gives %s a cell for every column', async (type) => {
    const { row, columns, event_id } = await rowFor({
      type,
      ...(type === 'order.paid' && { data: EXCESSIVE_DATA }),
    });
    expect(row).toHaveLength(columns.length);
    expect(row[1]).toBe(type);
    expect(row[0]).toBe(event_id);
    expect(row.every((cell) => ['string', 'number', 'boolean'].includes(typeof cell))).toBe(true);
  });

  it('keeps a phone number a text unless told not to', async () => {
    const columns = [{ name: 'Phone', path: 'data.phone' }];
    const given = { type: 'lead.submitted', options: { columns } };
    expect((await rowFor(given)).row).toEqual(["'+12025550143"]);
    expect((await rowFor({ ...given, options: { columns, guard_formulas: false } })).row).toEqual([
      '+12025550143',
    ]);
  });

  it('takes the cells a mapping gives', async () => {
    const { row, columns } = await rowFor({ mapping: "[event.type, 5, '=cmd()']" });
    expect({ row, columns }).toEqual({ row: ['lead.verified', 5, "'=cmd()"], columns: [] });
  });

  it('takes null for an empty cell, in a list and in an object', async () => {
    expect((await rowFor({ mapping: "['a', null, 0]" })).row).toEqual(['a', '', 0]);
    const columns = ['a', 'b.c', 'd'].map((path) => ({ name: path, path }));
    const mapping = "{'a': null, 'b': null, 'd': 'e'}";
    expect((await rowFor({ mapping, options: { columns } })).row).toEqual(['', '', 'e']);
  });

  it('cuts what is too long for a cell, for which Google Sheets would refuse the row', async () => {
    const mapping = JSON.stringify([
      'x'.repeat(50_000),
      'y'.repeat(50_001),
      `=${'z'.repeat(49_999)}`,
      { a: 'b'.repeat(60_000) },
    ]);
    const cells = (await rowFor({ mapping })).row as string[];
    expect(cells.map((cell) => cell.length)).toEqual([50_000, 50_000, 50_000, 50_000]);
    expect(cells.map((cell) => cell.endsWith('…'))).toEqual([false, true, true, true]);
  });

  it.each(['5', '[]', 'nothing'])('refuses a mapping that gives %s', async (mapping) => {
    expect((await encodeSample(googleSheetsFormat, { mapping })).kind).toBe('refused');
  });
});

describe('googleSheetsFormat.judge', () => {
  const echo = 'https://script.googleusercontent.com/macros/echo?user_content_key=abc&lib=def';

  it.each([
    [200, 'ok', {}],
    [302, '<HTML>', { location: echo }],
  ])('takes %i with %p and %p for success', (status, body, headers) => {
    expect(googleSheetsFormat.judge(sampleAnswer(status, body, headers))).toEqual({ kind: 'success' });
  });

  it.each([
    ['https://script.googleusercontent.com.evil.example/macros/echo'],
    ['https://script.googleusercontent.com/other'],
    [echo.replace('https', 'http')],
    ['/macros/echo'],
    [''],
  ])('takes a redirect to %p for a failure', (location) => {
    expect(googleSheetsFormat.judge(sampleAnswer(302, '', { location }))).toMatchObject({
      kind: 'failure',
      error: { code: 'REDIRECT', message: expect.stringContaining('never followed') },
    });
  });

  it('takes the known location for a success with a 302 only', () => {
    expect(googleSheetsFormat.judge(sampleAnswer(307, '', { location: echo })).kind).toBe('failure');
  });

  it('says what to do about a sign-in', () => {
    const location = 'https://accounts.google.com/ServiceLogin?continue=x';
    expect(googleSheetsFormat.judge(sampleAnswer(302, '', { location }))).toMatchObject({
      kind: 'failure',
      error: { message: expect.stringContaining('anyone may access') },
    });
  });

  it.each([
    [
      '<!DOCTYPE html><html><head><title>Error</title><style>p {}</style></head><body><div><img alt="Google Apps ' +
        'Script"></div><div>ReferenceError: shet is not defined (line 3, file &quot;Code&quot;)</div></body></html>',
      /^The script .+ Executions .+: "ReferenceError: shet is not defined \(line 3, file 'Code'\)"\.$/,
    ],
    ['Script function not found: doPost', /: "Script function not found: doPost"\.$/],
  ])('takes 200 with %p for a failure of the script', (body, message) => {
    expect(googleSheetsFormat.judge(sampleAnswer(200, body))).toMatchObject({
      kind: 'failure',
      error: { code: 'REFUSED_BY_RECEIVER', message: expect.stringMatching(message) },
    });
  });
});
