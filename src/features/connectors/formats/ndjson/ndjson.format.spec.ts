import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  BUILTIN_NAMES,
  encodedSample,
  encodeSample,
} from '../../../../../test/support/formats/encode-sample';
import { sampleInput } from '../sample-input';
import { ndjsonFormat } from './ndjson.format';

describe('ndjsonFormat', () => {
  it('writes its sample', async () => {
    expect(await encodedSample(ndjsonFormat)).toEqual({
      contentType: 'application/x-ndjson',
      body: readFileSync(join(__dirname, 'sample.ndjson'), 'utf8'),
      headers: {},
    });
  });

  it.each(BUILTIN_NAMES)('writes %s as one line', async (type) => {
    const { body } = await encodedSample(ndjsonFormat, { type });
    expect(body.indexOf('\n')).toBe(body.length - 1);
    expect(JSON.parse(body)).toEqual(sampleInput(type).event);
  });

  it('keeps a line break of a text within its line', async () => {
    const { body } = await encodedSample(ndjsonFormat, { type: 'order.paid', data: { note: 'a\nb\r\nc' } });
    expect(body.split('\n')).toHaveLength(2);
  });

  it('gives each item of a list its line', async () => {
    expect((await encodedSample(ndjsonFormat, { mapping: "[{'a': 1}, 'b', null]" })).body).toBe(
      '{"a":1}\n"b"\nnull\n',
    );
  });

  it.each(['nothing', '[]'])('refuses %s', async (mapping) => {
    expect((await encodeSample(ndjsonFormat, { mapping })).kind).toBe('refused');
  });
});
