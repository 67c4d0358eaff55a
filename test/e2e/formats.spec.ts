import { createHmac, createPublicKey, type JsonWebKey, timingSafeEqual, verify } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { brokenInvariants } from '../support/invariants';
import { Receiver, type Received } from '../support/receiver';
import { startTestPlatform, type TestPlatform } from '../support/test-platform';
import { verifyAsDocumented, verifyWithLibrary } from '../support/verifiers';
import { waitFor } from '../support/wait-for';

const DATA = { lead_id: 'lead_1', first_name: 'Zoë', last_name: "O'Neil", state: 'TX', quality_score: 92 };
const WHATEVER = expect.anything() as unknown;

interface Registered {
  id: string;
  secret: string;
}

/** What Standard Webhooks signs. */
function signedText(received: Received): string {
  return `${header(received, 'webhook-id')}.${header(received, 'webhook-timestamp')}.${received.body}`;
}

/** As the LeadsBot document tells its receivers to. */
function verifyAsLeadsBot({ headers, body }: Received, secret: string): boolean {
  const expected = Buffer.from(createHmac('sha256', secret).update(body).digest('hex'));
  const given = Buffer.from(String(headers['x-leadsbot-signature']));
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** As Standard Webhooks 1.0.0 tells receivers of `v1a` signatures to, with any of the keys. */
function verifyEd25519(received: Received, keys: JsonWebKey[]): boolean {
  const signed = Buffer.from(signedText(received));
  const signatures = header(received, 'webhook-signature')
    .split(' ')
    .filter((signature) => signature.startsWith('v1a,'));
  return signatures.some((signature) =>
    keys.some((jwk) => {
      const key = createPublicKey({ key: jwk, format: 'jwk' });
      return verify(null, signed, key, Buffer.from(signature.slice('v1a,'.length), 'base64'));
    }),
  );
}

/** The same with a character of the body changed. */
const tampered = (received: Received): Received => ({ ...received, body: received.body.replace('Z', 'S') });
const header = ({ headers }: Received, name: string) => String(headers[name]);
const namesOf = ({ headers }: Received, pattern: RegExp) =>
  Object.keys(headers)
    .filter((name) => pattern.test(name))
    .toSorted();

/** Each format as a real receiver gets it, verified as that receiver would. */
describe('formats at a receiver', () => {
  let test: TestPlatform;
  let receiver: Receiver;

  beforeAll(async () => {
    test = await startTestPlatform();
  });

  afterAll(async () => {
    expect(await brokenInvariants(test.database)).toEqual([]);
    await test.close();
  });

  beforeEach(async () => {
    receiver = await Receiver.start();
  });

  afterEach(() => receiver.stop());

  const register = async (fields: object): Promise<Registered> => {
    const { body } = await test.api
      .post('/v1/webhooks', {
        url: receiver.url,
        events: ['ping.received'],
        ...fields,
        retry_schedule_seconds: [1],
      })
      .expect(201);
    return body;
  };
  const send = async ({ id }: Registered): Promise<string> => {
    const { body } = await test.api
      .post(`/v1/webhooks/${id}/test`, { type: 'lead.verified', data: DATA })
      .expect(202);
    return body.id;
  };
  const receive = async (webhook: Registered): Promise<Received> => {
    await send(webhook);
    return (await receiver.waitForCount(1))[0]!;
  };
  const untilEnded = (deliveryId: string) =>
    waitFor('the delivery to end', async () => {
      const { body } = await test.api.get(`/v1/deliveries/${deliveryId}`).expect(200);
      return body.status !== 'pending' && body;
    });

  it('synaptis verifies both ways', async () => {
    const webhook = await register({ format: 'synaptis' });
    const received = await receive(webhook);
    expect(JSON.parse(received.body)).toMatchObject({ type: 'lead.verified', data: DATA });
    for (const isValid of [verifyAsDocumented, verifyWithLibrary]) {
      expect(isValid(received, webhook.secret)).toBe(true);
      expect(isValid(tampered(received), webhook.secret)).toBe(false);
    }
  });

  it('leadsbot verifies as its document says, with an id against duplicates and nothing else of ours', async () => {
    const webhook = await register({ format: 'leadsbot' });
    const received = await receive(webhook);
    expect(JSON.parse(received.body)).toMatchObject({ event: 'lead.status_changed', data: WHATEVER });
    expect(verifyAsLeadsBot(received, webhook.secret)).toBe(true);
    expect(verifyAsLeadsBot(tampered(received), webhook.secret)).toBe(false);
    expect(namesOf(received, /^(x-|webhook-)/)).toEqual(['webhook-id', 'x-leadsbot-signature']);
  });

  it('standard verifies with the official library', async () => {
    const webhook = await register({ format: 'standard' });
    const received = await receive(webhook);
    expect(Object.keys(JSON.parse(received.body))).toEqual(['type', 'timestamp', 'data']);
    expect(verifyWithLibrary(received, webhook.secret)).toBe(true);
    expect(verifyWithLibrary(tampered(received), webhook.secret)).toBe(false);
    expect(namesOf(received, /^(x-|webhook-)/)).toEqual([
      'webhook-id',
      'webhook-signature',
      'webhook-timestamp',
    ]);
  });

  it('standard with Ed25519 verifies by the published keys, through a rotation too', async () => {
    const webhook = await register({ format: 'standard', format_options: { signature: 'ed25519' } });
    const keys = async () => {
      const answer = await fetch(`${test.platform.url}/.well-known/webhooks/${webhook.id}/jwks.json`);
      return ((await answer.json()) as { keys: JsonWebKey[] }).keys;
    };
    const before = await keys();
    const received = await receive(webhook);
    expect(verifyEd25519(received, before)).toBe(true);
    expect(verifyEd25519(tampered(received), before)).toBe(false);

    await test.api.post(`/v1/webhooks/${webhook.id}/secret/rotate`, {}).expect(200);
    await send(webhook);
    const [, rotated] = await receiver.waitForCount(2);
    const [current] = await keys();
    expect(current).not.toEqual(before[0]);
    expect([verifyEd25519(rotated!, before), verifyEd25519(rotated!, [current!])]).toEqual([true, true]);
  });

  it('cloudevents in binary mode carries its attributes in headers and the data as the body', async () => {
    const options = { mode: 'binary', source: 'https://leads.example.com/' };
    const webhook = await register({ format: 'cloudevents', format_options: options });
    const received = await receive(webhook);
    expect(received.headers).toMatchObject({
      'content-type': 'application/json',
      'ce-specversion': '1.0',
      'ce-type': 'lead.verified',
      'ce-source': 'https://leads.example.com/',
      'ce-subject': 'lead_1',
      'ce-id': received.headers['webhook-id'],
      'ce-time': expect.stringMatching(/^\d{4}-.+Z$/),
    });
    expect(JSON.parse(received.body)).toEqual(DATA);
    expect(verifyWithLibrary(received, webhook.secret)).toBe(true);
    expect(verifyWithLibrary(tampered(received), webhook.secret)).toBe(false);
  });

  it('cloudevents in structured mode carries everything in the body', async () => {
    const options = { mode: 'structured', source: '/synaptis' };
    const webhook = await register({ format: 'cloudevents', format_options: options });
    const received = await receive(webhook);
    expect(received.headers['content-type']).toBe('application/cloudevents+json; charset=utf-8');
    expect(namesOf(received, /^ce-/)).toEqual([]);
    expect(
      new Webhook(webhook.secret).verify(received.body, received.headers as Record<string, string>),
    ).toEqual({
      specversion: '1.0',
      id: received.headers['webhook-id'],
      source: '/synaptis',
      type: 'lead.verified',
      subject: 'lead_1',
      time: WHATEVER,
      apiversion: WHATEVER,
      datacontenttype: 'application/json',
      data: DATA,
    });
  });

  it.each([
    ['csv', /^text\/csv/, /lead_1/],
    ['ndjson', /ndjson/, /\n$/],
    ['form', /^application\/x-www-form-urlencoded/, /lead_1/],
    ['xml', /xml/, /^<\?xml/],
    ['google_sheets', /^application\/json/, /lead_1/],
  ])('%s is signed over the bytes that are sent', async (format, contentType, body) => {
    const webhook = await register({ format });
    const received = await receive(webhook);
    expect(received.headers['content-type']).toMatch(contentType);
    expect(received.body).toMatch(body);
    const { headers } = received;
    const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['x-synaptis-signature'])) ?? [];
    expect(v1).toBe(createHmac('sha256', webhook.secret).update(`${t}.${received.body}`).digest('hex'));
    const key = Buffer.from(webhook.secret.slice('whsec_'.length), 'base64');
    const message = signedText(received);
    expect(headers['webhook-signature']).toBe(
      `v1,${createHmac('sha256', key).update(message).digest('base64')}`,
    );
  });

  it.each([
    ['slack', {}, 'ok', 'invalid_blocks'],
    ['telegram', { chat_id: '42' }, '{"ok":true,"result":{}}', '{"ok":false,"description":"chat not found"}'],
  ])('%s gets no signature, and its 200 with an error is a failure', async (format, options, ok, fault) => {
    const answer = (text: string) => (response: { end(text: string): unknown }) => void response.end(text);
    receiver.answerWith(answer(fault), answer(ok));
    const deliveryId = await send(await register({ format, format_options: options }));
    const delivery = await untilEnded(deliveryId);
    expect(delivery).toMatchObject({ status: 'success', attempt_count: 2 });
    expect(delivery.attempts[0]).toMatchObject({ status_code: 200, error: { code: WHATEVER } });
    const [first, second] = receiver.received;
    expect(second!.body).toBe(first!.body);
    expect(namesOf(first!, /^(x-|webhook-)|signature/)).toEqual([]);
  });
});
