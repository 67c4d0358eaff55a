import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { formatSecret, verifySynaptisSignature } from '../../../core/signing';
import { FORMAT_NAMES, type FormatName } from '../format';
import { BUILTIN_NAMES, encodedSample } from '../../../../test/support/formats/encode-sample';
import { formatOf, FORMATS } from './index';
import { sampleAnswer } from '../../../../test/support/formats/sample-answer';

const OPTIONS: Partial<Record<FormatName, Record<string, unknown>>> = { telegram: { chat_id: '@leads' } };
const UNSIGNED = ['slack', 'discord', 'telegram', 'teams'];
const BY_OTHER_HEADERS = ['leadsbot', 'standard', 'cloudevents'];
const BOTH_FORMS = FORMAT_NAMES.filter((name) => ![...UNSIGNED, ...BY_OTHER_HEADERS].includes(name));

describe('FORMATS', () => {
  it('lists every format under its name', () => {
    expect(Object.values(FORMATS).map(({ name }) => name)).toEqual([...FORMAT_NAMES]);
  });

  it.each(FORMAT_NAMES)('%s has its folder with a sample and a spec', (name) => {
    const folder = name.replaceAll('_', '-');
    const files = readdirSync(join(__dirname, folder));
    expect(existsSync(join(__dirname, folder, `${folder}.format.spec.ts`))).toBe(true);
    expect(files.some((file) => file.startsWith('sample.'))).toBe(true);
  });

  it.each(FORMAT_NAMES)('%s tells in its schema which options it reads', (name) => {
    const format = formatOf(name);
    const reading = format.readOptions(OPTIONS[name] ?? {});
    expect(reading.kind).toBe('ok');
    expect(format.readOptions({ ...OPTIONS[name], unknown_option: 1 }).kind).toBe('invalid');
    const documented = Object.keys((format.optionsSchema?.['properties'] as object | undefined) ?? {});
    expect(reading.kind === 'ok' ? Object.keys(reading.options) : []).toEqual(documented);
  });

  it.each(FORMAT_NAMES)(
    '%s writes every built-in event the same twice, with sendable headers',
    async (name) => {
      for (const type of BUILTIN_NAMES) {
        const given = { type, options: OPTIONS[name] ?? {} };
        const encoded = await encodedSample(formatOf(name), given);
        expect(await encodedSample(formatOf(name), given)).toEqual(encoded);
        for (const value of Object.values(encoded.headers)) expect(value).toMatch(/^[\x21-\x7e]+$/);
      }
    },
  );

  it.each(BOTH_FORMS)('%s signs the bytes it sends in both forms', async (name) => {
    const { body } = await encodedSample(formatOf(name), { options: OPTIONS[name] ?? {} });
    const secret = formatSecret(new Uint8Array(32).fill(1));
    const headers = formatOf(name).sign({
      secrets: [secret],
      eventId: 'evt_1',
      timestamp: 1_768_473_000,
      body,
    });
    const header = headers['x-synaptis-signature'] ?? '';
    expect(verifySynaptisSignature({ header, body, secret, nowSeconds: 1_768_473_000 }).kind).toBe('valid');
    expect(headers['webhook-signature']).toMatch(/^v1,/);
  });

  it.each(FORMAT_NAMES)('%s takes 500 for a failure and 410 for the end', (name) => {
    expect(formatOf(name).judge(sampleAnswer(500)).kind).toBe('failure');
    expect(formatOf(name).judge(sampleAnswer(410)).kind).toBe('gone');
  });
});
