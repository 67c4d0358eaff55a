import { Webhook } from 'standardwebhooks';
import { formatSecret, verifySynaptisSignature } from '../../../../core/signing';
import {
  BUILTIN_NAMES,
  encodedSample,
  encodeSample,
} from '../../../../../test/support/formats/encode-sample';
import { sampleInput } from '../sample-input';
import sample from './sample.json';
import { synaptisFormat } from './synaptis.format';

describe('synaptisFormat', () => {
  it('writes its sample', async () => {
    const { contentType, body, headers } = await encodedSample(synaptisFormat);
    expect({ contentType, headers }).toEqual({ contentType: 'application/json', headers: {} });
    expect(body).toBe(JSON.stringify(sample));
  });

  it.each(BUILTIN_NAMES)('sends the stored bytes of %s untouched', (type) => {
    const input = sampleInput(type);
    const eventBody = '{"stored": "bytes"}';
    const encoding = synaptisFormat.encode(input.event, { input, eventBody, options: {}, isMapped: false });
    expect(encoding).toMatchObject({ kind: 'encoded', encoded: { body: eventBody } });
  });

  it('sends what a mapping gives as JSON', async () => {
    const { body } = await encodedSample(synaptisFormat, { mapping: '{"lead": event.data.lead_id}' });
    expect(body).toBe('{"lead":"lead_456def"}');
  });

  it('refuses a mapping that gives nothing', async () => {
    const encoding = await encodeSample(synaptisFormat, { mapping: 'event.data.nowhere' });
    expect(encoding).toMatchObject({ kind: 'refused', detail: expect.stringMatching(/gave nothing.*\.$/) });
  });

  it('signs in both forms', () => {
    const secret = formatSecret(new Uint8Array(32).fill(7));
    const timestamp = Math.floor(Date.now() / 1_000);
    const body = JSON.stringify(sample);
    const headers = synaptisFormat.sign({ secrets: [secret], eventId: sample.id, timestamp, body });
    const header = headers['x-synaptis-signature'] ?? '';
    expect(verifySynaptisSignature({ header, body, secret, nowSeconds: timestamp }).kind).toBe('valid');
    expect(new Webhook(secret).verify(body, headers)).toEqual(sample);
  });
});
