import { createHmac, createPublicKey, type JsonWebKey, timingSafeEqual, verify } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { FORMAT_NAMES } from '../../src/features/connectors';
import { brokenInvariants } from '../support/invariants';
import { type Answer, Receiver, type Received } from '../support/receiver';
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
const answer =
  (status: number, text: string, headers: Record<string, string> = {}): Answer =>
  (response) =>
    void response.writeHead(status, headers).end(text);
const namesOf = ({ headers }: Received, pattern: RegExp) =>
  Object.keys(headers)
    .filter((name) => pattern.test(name))
    .toSorted();

/** Each format as a real receiver gets it, verified as that receiver would. */
describe('formats at a receiver', () => {
  /** Formats that a test above the last one has sent. */
  const registered = new Set<string>();
  let test: TestPlatform;
  let receiver: Receiver;

  beforeAll(async () => {
    test = await startTestPlatform();
    await test.api
      .post('/v1/event-types', { name: 'contract.signed', description: 'A contract' })
      .expect(201);
  });

  afterAll(async () => {
    expect(await brokenInvariants(test.database)).toEqual([]);
    await test.close();
  });

  beforeEach(async () => {
    receiver = await Receiver.start();
  });

  afterEach(() => receiver.stop());

  const register = async (fields: { format: string; [name: string]: unknown }): Promise<Registered> => {
    registered.add(fields.format);
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
    ['slack', {}, 'ok', 'invalid_blocks', 'invalid_blocks'],
    [
      'telegram',
      { chat_id: '42' },
      '{"ok":true,"result":{}}',
      '{"ok":false,"description":"chat \\u0000 not found"}',
      'chat not found',
    ],
    ['teams', {}, '1', 'Summary or Text is required.', 'Summary or Text is required'],
    [
      'google_sheets',
      {},
      '{"row":7}',
      '<html><head><title>Error</title></head><body><div>No sheet &quot;Leads&quot;.</div></body></html>',
      "No sheet 'Leads'",
    ],
  ])(
    'the 200 of %s with a refusal in the body is a failure that quotes it',
    async (format, options, ok, fault, words) => {
      receiver.answerWith(answer(200, fault), answer(200, ok));
      const deliveryId = await send(await register({ format, format_options: options }));
      const delivery = await untilEnded(deliveryId);
      expect(delivery).toMatchObject({ status: 'success', attempt_count: 2 });
      expect(delivery.attempts[0]).toMatchObject({
        status_code: 200,
        error: { code: 'REFUSED_BY_RECEIVER', message: expect.stringContaining(`: "${words}".`) },
      });
      const [first, second] = receiver.received;
      expect(second!.body).toBe(first!.body);
    },
  );

  it.each([
    ['slack', {}, 200, 'ok'],
    ['discord', {}, 204, ''],
    ['telegram', { chat_id: '42' }, 200, '{"ok":true,"result":{}}'],
    ['teams', {}, 202, ''],
  ])(
    '%s gets no signature and nothing else of ours: the URL is its secret',
    async (format, options, status, text) => {
      receiver.answerWith(answer(status, text));
      const deliveryId = await send(await register({ format, format_options: options }));
      expect(await untilEnded(deliveryId)).toMatchObject({ status: 'success', attempt_count: 1 });
      expect(namesOf(receiver.received[0]!, /^(x-|webhook-|ce-)|signature/)).toEqual([]);
      expect(receiver.received[0]!.headers['content-type']).toMatch(/^application\/json/);
    },
  );

  it.each([
    ['discord', {}, {}, { message: 'You are being rate limited.', retry_after: 2.2, global: false }, 3],
    ['discord', {}, { 'retry-after': '4' }, { message: 'You are being rate limited.' }, 4],
    ['teams', {}, { 'retry-after': '4' }, { error: { code: 'TooManyRequests', message: 'Rate limit.' } }, 4],
    ['slack', {}, { 'retry-after': '4' }, 'rate_limited', 4],
    [
      'telegram',
      { chat_id: '42' },
      {},
      { ok: false, description: 'Too Many Requests', parameters: { retry_after: 3 } },
      3,
    ],
  ])('%s is given the time its 429 asks for (%j %j)', async (format, options, headers, body, seconds) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    receiver.answerWith(answer(429, text, headers));
    const deliveryId = await send(await register({ format, format_options: options }));
    const delivery = await waitFor('the first attempt', async () => {
      const { body: detail } = await test.api.get(`/v1/deliveries/${deliveryId}`).expect(200);
      return detail.attempt_count === 1 && detail;
    });
    const [attempt] = delivery.attempts;
    expect(attempt).toMatchObject({ status_code: 429, error: { code: 'HTTP_STATUS' } });
    const waitMs = Date.parse(attempt.next_attempt_at) - Date.parse(attempt.started_at) - attempt.duration_ms;
    // The webhook's own schedule says one second.
    expect(waitMs).toBeGreaterThanOrEqual(seconds * 1000 - 5);
    expect(waitMs).toBeLessThan(seconds * 1000 + 1000);
    await test.api.post(`/v1/deliveries/${deliveryId}/cancel`).expect(202);
  });

  it.each([
    ['slack', {}, 200, 'ok', 40_000],
    ['discord', {}, 204, '', 40_000],
    ['telegram', { chat_id: '42' }, 200, '{"ok":true}', 20_000],
    ['teams', {}, 202, '', 28 * 1024],
  ])(
    '%s gets a message within its limits of an event that is far beyond them',
    async (format, options, status, text, bytes) => {
      receiver.answerWith(answer(status, text));
      const webhook = await register({ format, format_options: options, events: ['contract.signed'] });
      const data = Object.fromEntries(
        Array.from({ length: 40 }, (_, index) => [`field_${index}`, '<b> & @everyone 😀 '.repeat(150)]),
      );
      const { body } = await test.api
        .post(`/v1/webhooks/${webhook.id}/test`, { type: 'contract.signed', data })
        .expect(202);
      expect(await untilEnded(body.id)).toMatchObject({ status: 'success' });
      const [received] = receiver.received;
      expect(Buffer.byteLength(received!.body)).toBeLessThanOrEqual(bytes);
      if (format === 'discord') expectWithinDiscordLimits(JSON.parse(received!.body));
    },
  );

  it('leaves no format out', () => {
    expect([...registered].toSorted()).toEqual([...FORMAT_NAMES].toSorted());
  });
});

interface DiscordMessage {
  allowed_mentions: object;
  embeds: { title: string; fields: { name: string; value: string }[]; footer: { text: string } }[];
}

/** By the documents of Discord: 25 fields of 256 and 1,024 characters, 6,000 in all. */
function expectWithinDiscordLimits({ allowed_mentions, embeds }: DiscordMessage): void {
  expect(allowed_mentions).toEqual({ parse: [] });
  const [embed] = embeds;
  expect(embed!.fields.length).toBeLessThanOrEqual(25);
  const texts = [
    embed!.title,
    embed!.footer.text,
    ...embed!.fields.flatMap(({ name, value }) => [name, value]),
  ];
  for (const text of texts) expect(text.length).toBeLessThanOrEqual(1_024);
  expect(texts.join('').length).toBeLessThanOrEqual(6_000);
}
