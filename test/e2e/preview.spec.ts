import { createHmac, createPublicKey, verify } from 'node:crypto';
import { EXAMPLE_SECRET, EXAMPLE_SIGNING_KEY, signingJwkOf } from '../../src/core/signing';
import { FORMAT_NAMES } from '../../src/features/connectors';
import { brokenInvariants } from '../support/invariants';
import { Receiver, type Received } from '../support/receiver';
import { createKey, createSecondAccount } from '../support/second-account';
import { type Api, startTestPlatform, type TestPlatform } from '../support/test-platform';
import { waitFor } from '../support/wait-for';

const DATA = { lead_id: 'lead_1', first_name: 'Zoë', note: 'a < b & "c"', state: 'TX', quality_score: 92 };
const NEW_WEBHOOK = { url: 'http://127.0.0.1:9/', events: ['bid.won'] };
/** Nobody's, in the shape of one. */
const UNKNOWN_ID = 'wh_01kevbny6gfj4t2r8a5x0c9dqs';

interface PreviewedRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string;
}

interface Case {
  name: string;
  /** Fields of the webhook. */
  fields: { format: string; [name: string]: unknown };
}

const ED25519 = { signature: 'ed25519' };

const MAPPED = {
  method: 'PUT',
  header_mapping: '{"x-lead": event.data.lead_id, "x-team": webhook.metadata.team}',
  url_mapping:
    '"/" & webhook.metadata.team & "/" & event.data.lead_id & "?buyer=" & $encodeUrlComponent(buyer.name)',
  headers: { 'X-Api-Key': 'k', 'x-lead': 'replaced' },
  description: 'CRM',
};

/** Made on the way, by the client. */
const OF_THE_CONNECTION = ['host', 'connection', 'content-length', 'accept-encoding'];
/** Different at each attempt. */
const OF_THE_ATTEMPT = [
  'x-synaptis-delivery',
  'webhook-timestamp',
  'webhook-signature',
  'x-synaptis-signature',
];

const without = (headers: object, names: string[]) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name.toLowerCase())));
const lowerCased = (headers: object) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value as unknown]));

/** The signatures in the headers that verify by hand, with the published key. */
function verifiedSchemes({ headers, body }: Pick<PreviewedRequest, 'headers' | 'body'>): string[] {
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text);
  const [, t, hex] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(headers['x-synaptis-signature'] ?? '') ?? [];
  const [version, base64 = ''] = (headers['webhook-signature'] ?? '').split(',');
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const secretBytes = Buffer.from(EXAMPLE_SECRET.slice('whsec_'.length), 'base64');
  const publicKey = createPublicKey({ key: { ...signingJwkOf(EXAMPLE_SIGNING_KEY) }, format: 'jwk' });
  const checks = {
    'x-synaptis-signature': hex === hmac(EXAMPLE_SECRET, `${t}.${body}`).digest('hex'),
    'x-leadsbot-signature': headers['x-leadsbot-signature'] === hmac(EXAMPLE_SECRET, body).digest('hex'),
    v1: version === 'v1' && base64 === hmac(secretBytes, signed).digest('base64'),
    v1a: version === 'v1a' && verify(null, Buffer.from(signed), publicKey, Buffer.from(base64, 'base64')),
  };
  return Object.entries(checks).flatMap(([scheme, isValid]) => (isValid ? [scheme] : []));
}

/** How a webhook of these fields signs. */
function schemesOf({ format, format_options: options }: Case['fields']): string[] {
  if (['slack', 'discord', 'telegram', 'teams'].includes(format)) return [];
  if (format === 'leadsbot') return ['x-leadsbot-signature'];
  if (format === 'cloudevents') return ['v1'];
  if (format === 'standard') return [options === ED25519 ? 'v1a' : 'v1'];
  return ['x-synaptis-signature', 'v1'];
}

describe('previews of deliveries', () => {
  let test: TestPlatform;
  let api: Api;

  beforeAll(async () => {
    test = await startTestPlatform();
    api = test.api;
    await api.post('/v1/buyers', { id: 'acme', name: 'Acme & Söhne' }).expect(201);
    await api.post('/v1/buyers', { id: 'other', name: 'Other' }).expect(201);
  });

  afterAll(async () => {
    expect(await brokenInvariants(test.database)).toEqual([]);
    await test.close();
  });

  const preview = async (body: object, as: Api = api) =>
    (await as.post('/v1/mappings/preview', body).expect(200)).body;
  const refusal = async (status: number, body: object, as: Api = api) => {
    const answer = await as.post('/v1/mappings/preview', body);
    expect([answer.status, answer.text]).toEqual([status, expect.any(String)]);
    const { code, errors } = answer.body as { code: string; errors?: { pointer: string; detail: string }[] };
    return { code, pointers: errors?.map(({ pointer }) => pointer), errors };
  };

  describe('beside what a real receiver gets', () => {
    const cases: Case[] = [
      ...FORMAT_NAMES.map((format) => ({ name: format, fields: { format } })),
      { name: 'ed25519', fields: { format: 'standard', format_options: ED25519 } },
      {
        name: 'binary',
        fields: { format: 'cloudevents', format_options: { mode: 'binary' }, headers: { 'x-a': 'b' } },
      },
      ...['synaptis', 'slack', 'xml'].map((format) => ({
        name: `${format} mapped`,
        fields: {
          format,
          ...MAPPED,
          metadata: { team: format },
          mapping: '{"text": event.data.note & " for " & buyer.name}',
        },
      })),
    ];
    let receiver: Receiver;
    let event: object;
    const webhooks = new Map<string, { id: string; url: string; received: Received }>();

    beforeAll(async () => {
      receiver = await Receiver.start();
      for (const { name, fields } of cases) await register(name, fields);
      const { body: published } = await api
        .post('/v1/events', { type: 'lead.verified', data: DATA, buyer_id: 'acme' })
        .expect(202);
      expect(published.deliveries).toBe(cases.length);
      event = { id: published.id, type: 'lead.verified', created: published.created, data: DATA };
      for (const webhook of webhooks.values()) webhook.received = await receivedBy(webhook.id);
    });

    afterAll(() => receiver.stop());

    /** What the platform logged says which request was whose; what is compared is what came in. */
    async function receivedBy(webhookId: string): Promise<Received> {
      const delivery = await waitFor('the attempt', async () => {
        const { body } = await api.get(`/v1/deliveries?webhook_id=${webhookId}`).expect(200);
        return body.data[0].attempt_count === 1 && (body.data[0].id as string);
      });
      const { body } = await api.get(`/v1/deliveries/${delivery}`).expect(200);
      const sent = body.attempts[0] as { url: string; request: PreviewedRequest };
      const { pathname, search } = new URL(sent.url);
      return receiver.received.find(
        ({ path, body: text }) => path === pathname + search && text === sent.request.body,
      )!;
    }

    const keyOf = (name: string, { signature }: { signature: object | null }) =>
      signature && (name === 'ed25519' ? EXAMPLE_SIGNING_KEY : EXAMPLE_SECRET);

    async function register(name: string, fields: Case['fields']): Promise<void> {
      const { body: format } = await api.get(`/v1/formats/${fields.format}`).expect(200);
      const url = new URL(`/${encodeURIComponent(name)}`, receiver.url).href;
      const { body } = await api
        .post('/v1/webhooks', {
          format_options: format.sample.options,
          ...fields,
          url,
          events: ['lead.*'],
          retry_schedule_seconds: [],
          secret: keyOf(name, format) ?? undefined,
        })
        .expect(201);
      webhooks.set(name, { id: body.id, url, received: undefined as unknown as Received });
    }

    it.each(cases)('shows $name to the byte, saved or not', async ({ name, fields }) => {
      const { id, url, received } = webhooks.get(name)!;
      const { body: format } = await api.get(`/v1/formats/${fields.format}`).expect(200);
      const unsaved = { format_options: format.sample.options, ...fields, url };
      for (const settings of [{ webhook_id: id }, unsaved]) {
        const shown = await preview({ ...settings, event, buyer_id: 'acme' });
        expect(shown).toMatchObject({ ok: true, error: null, filter: null });
        const request = shown.request as PreviewedRequest;
        expect(request.body).toBe(received.body);
        expect(request.method).toBe(received.method);
        expect(request.url).toBe(new URL(received.path, receiver.url).href);
        const headers = lowerCased(request.headers);
        expect(Object.keys(headers).toSorted()).toEqual(
          Object.keys(without(received.headers, OF_THE_CONNECTION)).toSorted(),
        );
        expect(without(headers, OF_THE_ATTEMPT)).toEqual(
          without(received.headers, [...OF_THE_CONNECTION, ...OF_THE_ATTEMPT]),
        );
        expect(verifiedSchemes(request)).toEqual(schemesOf(fields));
        expect(shown.sample_key).toBe(keyOf(name, format));
      }
    });
  });

  it('shows an event that a receiver got as it got it, and makes up what is not told', async () => {
    const first = await preview({ event: { type: 'lead.verified', data: DATA } });
    expect(first.request).toMatchObject({ method: 'POST', url: 'https://example.com/webhooks' });
    const again = await preview({ event: JSON.parse(first.request.body) as object });
    expect(again.request.body).toBe(first.request.body);
    expect(Date.parse(JSON.parse(first.request.body).created)).toBeGreaterThan(Date.now() - 60_000);
  });

  it("never signs with a webhook's own secret", async () => {
    const { body: webhook } = await api.post('/v1/webhooks', NEW_WEBHOOK).expect(201);
    const shown = await preview({ webhook_id: webhook.id, event_type: 'bid.won' });
    expect(verifiedSchemes(shown.request as PreviewedRequest)).toEqual(['x-synaptis-signature', 'v1']);
    expect(JSON.stringify(shown)).not.toContain(webhook.secret);
  });

  it('takes the example of every event type, registered ones as well', async () => {
    await api
      .post('/v1/event-types', { name: 'order.paid', description: 'x', example: { n: 1 } })
      .expect(201);
    await api.post('/v1/event-types', { name: 'order.lost', description: 'x' }).expect(201);
    const { body: types } = await api.get('/v1/event-types').expect(200);
    for (const { name, example } of types.data as { name: string; example: object | null }[]) {
      if (example === null) continue;
      const { request } = await preview({ event_type: name });
      expect(JSON.parse(request.body)).toMatchObject({ type: name, data: example });
    }
    expect(await refusal(422, { event_type: 'order.lost' })).toMatchObject({
      code: 'RULE_VIOLATED',
      pointers: ['/event_type'],
    });
  });

  describe('of filters', () => {
    it('say what publishing does', async () => {
      const receiver = await Receiver.start();
      const { body: types } = await api.get('/v1/event-types').expect(200);
      let suggested = 0;
      for (const { name, example, filter_examples: suggestions } of types.data) {
        for (const { filter } of suggestions as { filter: object }[]) {
          suggested += 1;
          expect(await preview({ filter, event_type: name })).toMatchObject({ filter: { matches: true } });
          const empty = { type: name, data: {} };
          expect(await preview({ filter, event: empty })).toMatchObject({ filter: { matches: false } });
          // Outcome events cannot be published by hand.
          if (name.startsWith('delivery.')) continue;
          const webhook = { url: receiver.url, events: [name], filter };
          const { body: made } = await api.post('/v1/webhooks', webhook).expect(201);
          const delivered = await countDeliveries(made.id, name, example);
          expect(delivered).toBe(1);
          await api.delete(`/v1/webhooks/${made.id}`).expect(204);
        }
      }
      expect(suggested).toBeGreaterThanOrEqual(9);
      await receiver.stop();
    });

    /** How many deliveries to this webhook come of the example and an empty event together. */
    async function countDeliveries(webhookId: string, type: string, example: object): Promise<number> {
      for (const data of [example, {}]) await api.post('/v1/events', { type, data }).expect(202);
      const { body } = await api.get(`/v1/deliveries?webhook_id=${webhookId}`).expect(200);
      return body.data.length as number;
    }

    it('see what filters see: the buyer, and characters that PostgreSQL does not keep', async () => {
      const event = { type: 'lead.verified', data: { note: 'a\u0000b' } };
      const filter = { buyer_id: 'acme', data: { note: 'a\ufffdb' } };
      expect((await preview({ filter, event, buyer_id: 'acme' })).filter).toEqual({ matches: true });
      expect((await preview({ filter, event })).filter).toEqual({ matches: false });
    });

    it("are the stored webhook's until another is given, or none", async () => {
      const { body: webhook } = await api
        .post('/v1/webhooks', { url: 'http://127.0.0.1:9/', events: ['*'], filter: { data: { n: 1 } } })
        .expect(201);
      const of = async (more: object) =>
        (await preview({ webhook_id: webhook.id, event: { type: 'lead.verified', data: { n: 1 } }, ...more }))
          .filter as object | null;
      expect(await of({})).toEqual({ matches: true });
      expect(await of({ filter: { data: { n: 2 } } })).toEqual({ matches: false });
      expect(await of({ filter: null })).toBeNull();
      await api.delete(`/v1/webhooks/${webhook.id}`).expect(204);
    });
  });

  it.each([
    ['mapping', '$sum(event.type)', /^The mapping failed\. .* It is at character 5 of/, 5],
    ['header_mapping', '{"content-type": "x"}', /^The header mapping gave "content-type", which/, null],
    [
      'header_mapping',
      '{"x": $nope()}',
      /^The header mapping failed\. There is no function named \$nope/,
      12,
    ],
    ['url_mapping', '"https://evil.example/"', /^The URL mapping must give a text/, null],
  ])(
    'tells of the %s %s why it fails on the event, and where',
    async (field, expression, message, position) => {
      const body = { [field]: expression, event_type: 'lead.verified', filter: { type: 'lead.verified' } };
      expect(await preview(body)).toEqual({
        ok: false,
        request: null,
        sample_key: EXAMPLE_SECRET,
        error: { field, message: expect.stringMatching(message) as string, position },
        filter: { matches: true },
      });
    },
  );

  it.each([
    { mapping: '(', header_mapping: '{"a": }', url_mapping: '$eval("1")' },
    { format: 'telegram', format_options: { chat_id: 1, colour: 'red' } },
    { filter: { data: { score: { $above: 90, $in: [] } }, colour: 'red' } },
    { url: 'ftp://example.com/', headers: { Host: 'inner' } },
  ])('refuses what no webhook is saved with in the same words: %j', async (fields) => {
    const { code, errors } = await refusal(400, { ...fields, event_type: 'lead.verified' });
    const saved = await api.post('/v1/webhooks', { ...NEW_WEBHOOK, ...fields }).expect(400);
    expect({ code, errors }).toEqual({ code: saved.body.code, errors: saved.body.errors });
  });

  it('tells of a failure in the words that a held delivery shows', async () => {
    const mapping = '{"text": $uppercase(event.data.quality_score)}';
    const { body: webhook } = await api.post('/v1/webhooks', { ...NEW_WEBHOOK, mapping }).expect(201);
    const { body: delivery } = await api
      .post(`/v1/webhooks/${webhook.id}/test`, { type: 'lead.verified', data: DATA })
      .expect(202);
    const held = await waitFor('the delivery to be held', async () => {
      const { body } = await api.get(`/v1/deliveries/${delivery.id}`).expect(200);
      return body.parked && (body.parked_detail as string);
    });
    const { error } = await preview({
      webhook_id: webhook.id,
      event: { type: 'lead.verified', data: DATA },
    });
    expect(error.message).toBe(held);
    await api.delete(`/v1/webhooks/${webhook.id}`).expect(204);
  });

  it.each<[object, number, string, string[]]>([
    [{}, 400, 'VALIDATION_FAILED', ['/event']],
    [{ event_type: 'bid.won', event: { type: 'bid.won', data: {} } }, 400, 'VALIDATION_FAILED', ['/event']],
    [
      { event: { data: [], id: 'evt_1' } },
      400,
      'VALIDATION_FAILED',
      ['/event/type', '/event/data', '/event/id'],
    ],
    [{ event: null }, 400, 'VALIDATION_FAILED', ['/event']],
    [{ event_type: 'lead.unheard' }, 422, 'UNKNOWN_EVENT_TYPE', ['/event_type']],
    [{ event: { type: 'lead.unheard', data: {} } }, 422, 'UNKNOWN_EVENT_TYPE', ['/event/type']],
    [{ event_type: 'bid.won', buyer_id: 'nobody' }, 422, 'UNKNOWN_BUYER', ['/buyer_id']],
    [{ event_type: 'bid.won', format: 'telegram' }, 400, 'VALIDATION_FAILED', ['/format_options/chat_id']],
    [
      { event_type: 'bid.won', filter: { data: { a: { $gte: [] } } } },
      400,
      'VALIDATION_FAILED',
      ['/filter/data/a/$gte'],
    ],
    [{ event_type: 'bid.won', url: 'ftp://a/' }, 400, 'VALIDATION_FAILED', ['/url']],
    [{ event_type: 'bid.won', events: ['*'], secret: 'x' }, 400, 'VALIDATION_FAILED', ['/events', '/secret']],
  ])('refuses %j', async (body, status, code, pointers) => {
    const refused = await refusal(status, body);
    expect(refused.code).toBe(code);
    expect([...new Set(refused.pointers)].toSorted()).toEqual(pointers.toSorted());
  });

  it('stays within the account, the buyer and the scope', async () => {
    const { body: webhook } = await api
      .post('/v1/webhooks', { ...NEW_WEBHOOK, buyer_id: 'acme', mapping: 'buyer.name' })
      .expect(201);
    const body = { webhook_id: webhook.id, event_type: 'bid.won' };
    expect((await preview(body)).request.body).toBe('"Acme & Söhne"');
    const second = await createSecondAccount(test);
    const account = await test.database.query<{ id: string }>('SELECT id FROM accounts ORDER BY id');
    const keyOf = async (fields: object) => api.as(await createKey(test, account[0]!.id, fields));
    const [acme, other, writer] = [
      await keyOf({ scopes: ['webhooks:read'], buyerId: 'acme' }),
      await keyOf({ buyerId: 'other' }),
      await keyOf({ scopes: ['events:write', 'webhooks:write'] }),
    ];
    expect((await preview(body, acme)).request.body).toBe('"Acme & Söhne"');
    const ofOthers = await second.api.post('/v1/mappings/preview', body).expect(404);
    const ofNobody = await api.post('/v1/mappings/preview', { ...body, webhook_id: UNKNOWN_ID }).expect(404);
    expect(ofOthers.body.detail).toBe(ofNobody.body.detail);
    expect((await refusal(404, body, other)).code).toBe('NOT_FOUND');
    expect((await refusal(403, body, writer)).code).toBe('FORBIDDEN');
    const named = { event_type: 'bid.won', buyer_id: 'acme' };
    expect((await refusal(422, named, other)).code).toBe('UNKNOWN_BUYER');
    expect((await refusal(422, named, second.api)).code).toBe('UNKNOWN_BUYER');
    expect(await refusal(422, { ...body, buyer_id: 'other' })).toMatchObject({ code: 'RULE_VIOLATED' });
    expect((await preview({ event_type: 'bid.won', mapping: 'buyer.id' }, other)).request.body).toBe(
      '"other"',
    );
  });
});
