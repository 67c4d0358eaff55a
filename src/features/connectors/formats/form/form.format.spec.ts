import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  BUILTIN_NAMES,
  encodedSample,
  encodeSample,
} from '../../../../../test/support/formats/encode-sample';
import { sampleInput } from '../sample-input';
import { formFormat } from './form.format';

async function fieldsOf(given: Parameters<typeof encodedSample>[1]): Promise<[string, string][]> {
  return [...new URLSearchParams((await encodedSample(formFormat, given)).body)];
}

describe('formFormat', () => {
  it('writes its sample', async () => {
    expect(await encodedSample(formFormat)).toEqual({
      contentType: 'application/x-www-form-urlencoded',
      body: readFileSync(join(__dirname, 'sample.txt'), 'utf8').trimEnd(),
      headers: {},
    });
  });

  it.each(BUILTIN_NAMES)('writes every value of %s once', async (type) => {
    const fields = await fieldsOf({ type });
    const { event } = sampleInput(type);
    expect(fields.slice(0, 3)).toEqual([
      ['id', event.id],
      ['type', type],
      ['created', event.created],
    ]);
    expect(new Set(fields.map(([name]) => name)).size).toBe(fields.length);
    expect(fields.find(([name]) => name === 'data[timestamp]')?.[1]).toBe(event.data['timestamp']);
  });

  const mapping = "{'a': {'b': [1, {'c': true}], 'empty': []}, 'none': null, 'text': 'x & y=ü +'}";

  it('writes nested names in brackets', async () => {
    expect(await fieldsOf({ mapping })).toEqual([
      ['a[b][0]', '1'],
      ['a[b][1][c]', 'true'],
      ['none', ''],
      ['text', 'x & y=ü +'],
    ]);
  });

  it('writes nested names with dots', async () => {
    const fields = await fieldsOf({ mapping, options: { nesting: 'dots' } });
    expect(fields.map(([name]) => name)).toEqual(['a.b.0', 'a.b.1.c', 'none', 'text']);
  });

  it.each(['5', "'a=b'", '[1]', '{}', 'nothing'])('refuses %s', async (given) => {
    expect((await encodeSample(formFormat, { mapping: given })).kind).toBe('refused');
  });
});
