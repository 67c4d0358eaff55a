import { Webhook } from 'standardwebhooks';
import { formatSecret } from '../../../../core/signing';
import {
  BUILTIN_NAMES,
  encodedSample,
  encodeSample,
} from '../../../../../test/support/formats/encode-sample';
import { sampleInput } from '../sample-input';
import { cloudeventsFormat } from './cloudevents.format';
import { percentEncode } from './percent-encode';
import binarySample from './sample.binary.json';
import sample from './sample.json';

const BINARY = { mode: 'binary' };

describe('cloudeventsFormat', () => {
  it('writes its sample in structured mode', async () => {
    expect(await encodedSample(cloudeventsFormat)).toEqual({
      contentType: 'application/cloudevents+json; charset=utf-8',
      body: JSON.stringify(sample),
      headers: {},
    });
  });

  it('writes its sample in binary mode, without a ce-datacontenttype', async () => {
    const encoded = await encodedSample(cloudeventsFormat, { options: BINARY });
    expect(encoded).toEqual({
      contentType: 'application/json',
      body: JSON.stringify(binarySample.body),
      headers: binarySample.headers,
    });
  });

  it.each(BUILTIN_NAMES)('carries the same attributes and data of %s in both modes', async (type) => {
    const { event } = sampleInput(type);
    const structured = JSON.parse((await encodedSample(cloudeventsFormat, { type })).body) as Record<
      string,
      unknown
    >;
    const binary = await encodedSample(cloudeventsFormat, { type, options: BINARY });
    const { data, datacontenttype, ...attributes } = structured;
    expect(attributes).toMatchObject({ specversion: '1.0', id: event.id, type, time: event.created });
    expect(attributes['subject']).toBe(event.data['lead_id']);
    expect([data, datacontenttype]).toEqual([event.data, binary.contentType]);
    expect(JSON.parse(binary.body)).toEqual(event.data);
    expect(Object.fromEntries(Object.entries(attributes).map(([k, v]) => [`ce-${k}`, v]))).toEqual(
      binary.headers,
    );
  });

  it('puts what a mapping gives where the data goes', async () => {
    const mapping = '{"lead": event.data.lead_id}';
    const { body } = await encodedSample(cloudeventsFormat, { mapping, options: { source: '/crm' } });
    expect(JSON.parse(body)).toMatchObject({
      source: '/crm',
      type: 'lead.verified',
      data: { lead: 'lead_456def' },
    });
  });

  it.each([{}, BINARY])('refuses a mapping that gives nothing, with %p', async (options) => {
    expect((await encodeSample(cloudeventsFormat, { mapping: 'nothing', options })).kind).toBe('refused');
  });

  it('writes a subject that is no ASCII as the binding says', async () => {
    const data = { lead_id: 'Euro € 😀' };
    const { headers } = await encodedSample(cloudeventsFormat, { type: 'order.paid', data, options: BINARY });
    expect(headers['ce-subject']).toBe('Euro%20%E2%82%AC%20%F0%9F%98%80');
  });

  it.each([
    ['too long for a header', 'ü'.repeat(129)],
    ['with a control character', 'a\u0000b'],
    ['with one of the second set', 'a\u0085b'],
    ['with half a surrogate pair', 'a\ud800b'],
    ['with a noncharacter', 'a\ufffeb'],
  ])('leaves out a subject %s, in both modes', async (_which, lead_id) => {
    for (const options of [{}, BINARY]) {
      const { body, headers } = await encodedSample(cloudeventsFormat, {
        type: 'order.paid',
        data: { lead_id },
        options,
      });
      expect([Object.keys(JSON.parse(body) as object), headers['ce-subject']]).toEqual([
        expect.not.arrayContaining(['subject']),
        undefined,
      ]);
    }
  });

  it('has a subject as long as it may be', async () => {
    const data = { lead_id: 'ü'.repeat(128) };
    const { headers } = await encodedSample(cloudeventsFormat, { type: 'order.paid', data, options: BINARY });
    expect(headers['ce-subject']).toBe('%C3%BC'.repeat(128));
  });

  it.each(['', 'a b', 'https://x/%zz', 'urn:ü', 5])('refuses the source %p', (source) => {
    expect(cloudeventsFormat.readOptions({ source })).toMatchObject({
      kind: 'invalid',
      fields: [{ pointer: '/source' }],
    });
  });

  it('signs the body that is sent by Standard Webhooks', async () => {
    const secret = formatSecret(new Uint8Array(32).fill(6));
    const { body } = await encodedSample(cloudeventsFormat, { options: BINARY });
    const timestamp = Math.floor(Date.now() / 1_000);
    const headers = cloudeventsFormat.sign({ secrets: [secret], eventId: 'evt_1', timestamp, body });
    expect(new Webhook(secret).verify(body, headers)).toEqual(binarySample.body);
  });
});

describe('percentEncode', () => {
  it.each([
    ['plain-./~', 'plain-./~'],
    ['100%', '100%25'],
    ['"a b"', '%22a%20b%22'],
    ['a\r\nb\u007f', 'a%0D%0Ab%7F'],
    ['\ud800', '%EF%BF%BD'],
  ])('writes %p as %p', (text, value) => {
    expect(percentEncode(text)).toBe(value);
  });
});
