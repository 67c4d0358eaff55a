import { createSecondAccount } from '../../support/second-account';
import { type Api, startTestPlatform, type TestPlatform } from '../../support/test-platform';
import { aBuyer } from './a-buyer';

/** Nothing listens there: these tests only manage webhooks. */
const URL = 'http://127.0.0.1:9/webhooks/synaptis';
const EVERYTHING = {
  url: URL,
  events: ['lead.verified', 'delivery.*'],
  filter: { data: { score: { $gte: 90 }, state: { $in: ['TX', 'FL'] } } },
  format: 'standard',
  format_options: { signature: 'hmac' },
  method: 'PUT',
  mapping: '{"lead": event.data.lead_id}',
  header_mapping: '{"x-lead": event.data.lead_id}',
  url_mapping: '"/" & event.data.lead_id',
  description: 'Production',
  headers: { 'x-api-key': 'their own' },
  timeout_ms: 9_000,
  retry_schedule_seconds: [1, 60],
  metadata: { team: 'routing' },
};

/** Fields whose change makes deliveries look different. */
const LOOKS = new Set([
  'url',
  'format',
  'method',
  'mapping',
  'header_mapping',
  'url_mapping',
  'description',
  'metadata',
]);

describe('/v1/webhooks', () => {
  let test: TestPlatform;
  let other: Api;

  const register = async (fields: object = {}, api: Api = test.api) => {
    const { body } = await api.post('/v1/webhooks', { url: URL, events: ['*'], ...fields }).expect(201);
    return body as { id: string; secret: string } & Record<string, unknown>;
  };
  const idsOf = (body: { data: { id: string }[] }) => body.data.map(({ id }) => id);

  beforeAll(async () => {
    test = await startTestPlatform({ ROLE: 'api' });
    other = (await createSecondAccount(test)).api;
  });

  afterAll(() => test.close());

  it('answers a registration with every field, the defaults and the secret', async () => {
    const { body } = await test.api.post('/v1/webhooks', { url: URL, events: ['lead.*'] }).expect(201);
    expect(body).toEqual({
      id: expect.stringMatching(/^wh_[0-9a-hjkmnp-tv-z]{26}$/),
      url: URL,
      events: ['lead.*'],
      filter: null,
      format: 'synaptis',
      format_options: {},
      method: 'POST',
      mapping: null,
      header_mapping: null,
      url_mapping: null,
      content_version: 1,
      description: null,
      buyer_id: null,
      headers: {},
      timeout_ms: null,
      retry_schedule_seconds: null,
      metadata: {},
      status: 'active',
      disabled_reason: null,
      created: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      updated: body.created,
      secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/),
    });
  });

  it('keeps what was given and shows the secret at no other place than its own', async () => {
    const { secret, ...webhook } = await register(EVERYTHING);
    expect(webhook).toMatchObject(EVERYTHING);
    const { body: shown } = await test.api.get(`/v1/webhooks/${webhook.id}`).expect(200);
    expect(shown).toEqual(webhook);
    const { text: list } = await test.api.get('/v1/webhooks').expect(200);
    expect(list).not.toContain(secret);
    const revealed = await test.api.get(`/v1/webhooks/${webhook.id}/secret`).expect(200);
    expect(revealed.body).toEqual({ secret });
    expect(revealed.headers['cache-control']).toBe('no-store');
  });

  it('stores the URL as the URL standard writes it', async () => {
    expect(await register({ url: 'HTTP://127.0.0.1:80/a/../b?q=ä' })).toMatchObject({
      url: 'http://127.0.0.1/b?q=%C3%A4',
    });
  });

  it.each([
    ['the URL', { url: 'http://127.0.0.1:9/moved' }],
    ['the events', { events: ['bid.won', '*'] }],
    ['the filter', { filter: { type: 'bid.won' } }],
    ['the filter to none', { filter: null }],
    ['the format', { format: 'csv', format_options: { columns: [{ name: 'id', path: 'id' }] } }],
    ['the method', { method: 'PATCH' }],
    ['the mapping to none', { mapping: null }],
    ['the mapping of headers', { header_mapping: '{}' }],
    ['the mapping of the URL to none', { url_mapping: null }],
    ['the description', { description: 'Other words' }],
    ['the description to none', { description: null }],
    ['the headers', { headers: { 'x-other': '1' } }],
    ['the time limit', { timeout_ms: 30_000 }],
    ['the time limit to the default', { timeout_ms: null }],
    ['the schedule', { retry_schedule_seconds: [] }],
    ['the schedule to the default', { retry_schedule_seconds: null }],
    ['the metadata', { metadata: {} }],
  ])('changes %s and nothing else', async (_field, patch) => {
    const { secret: _secret, ...before } = await register(EVERYTHING);
    const { body: after } = await test.api.patch(`/v1/webhooks/${before.id}`, patch).expect(200);
    const [field] = Object.keys(patch);
    const version = LOOKS.has(field!) ? 2 : 1;
    expect(after).toMatchObject(patch);
    expect(after).toEqual({
      ...before,
      ...patch,
      format_options: expect.any(Object),
      content_version: version,
      updated: expect.any(String),
    });
    expect(Date.parse(after.updated)).toBeGreaterThanOrEqual(Date.parse(String(before['updated'])));
    const { body: shown } = await test.api.get(`/v1/webhooks/${before.id}`).expect(200);
    expect(shown).toEqual(after);
  });

  it('moves a webhook to a buyer and back to the whole account', async () => {
    const buyer = await aBuyer(test.api, 'moved-to');
    const { id } = await register();
    const { body: bound } = await test.api.patch(`/v1/webhooks/${id}`, { buyer_id: buyer.id }).expect(200);
    expect(bound.buyer_id).toBe(buyer.id);
    await buyer.api.get(`/v1/webhooks/${id}`).expect(200);
    const { body: freed } = await test.api.patch(`/v1/webhooks/${id}`, { buyer_id: null }).expect(200);
    expect(freed.buyer_id).toBeNull();
    await buyer.api.get(`/v1/webhooks/${id}`).expect(404);
  });

  it('says why a webhook is disabled, and forgets it on enabling', async () => {
    const { id } = await register();
    const { body: disabled } = await test.api.patch(`/v1/webhooks/${id}`, { status: 'disabled' }).expect(200);
    expect(disabled).toMatchObject({ status: 'disabled', disabled_reason: 'Disabled through the API.' });
    const { body: enabled } = await test.api.patch(`/v1/webhooks/${id}`, { status: 'active' }).expect(200);
    expect(enabled).toMatchObject({ status: 'active', disabled_reason: null });
  });

  it('deletes once: then it is unknown to every call', async () => {
    const { id } = await register();
    await test.api.delete(`/v1/webhooks/${id}`).expect(204);
    const answers = [
      await test.api.get(`/v1/webhooks/${id}`),
      await test.api.patch(`/v1/webhooks/${id}`, { status: 'active' }),
      await test.api.delete(`/v1/webhooks/${id}`),
      await test.api.get(`/v1/webhooks/${id}/secret`),
      await test.api.post(`/v1/webhooks/${id}/secret/rotate`, {}),
      await test.api.post(`/v1/webhooks/${id}/test`, {}),
    ];
    for (const { status, body } of answers) {
      expect(status).toBe(404);
      expect(body).toMatchObject({ code: 'NOT_FOUND', detail: 'There is no webhook with this id.' });
    }
    expect(idsOf((await test.api.get('/v1/webhooks?limit=250')).body)).not.toContain(id);
    expect(await test.database.query('SELECT 1 FROM webhook_secrets WHERE webhook_id = $1', [id])).toEqual(
      [],
    );
  });

  it('answers a repeated idempotency key with the same webhook and secret', async () => {
    const send = () =>
      test.api
        .post('/v1/webhooks', { url: URL, events: ['bid.won'] })
        .set('Idempotency-Key', 'register-once');
    const first = await send().expect(201);
    const again = await send().expect(201);
    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotency-replayed']).toBe('true');
    const rows = await test.database.query(`SELECT 1 FROM webhooks WHERE events = '{bid.won}'`);
    expect(rows).toHaveLength(1);
  });

  it('hides webhooks of another account behind the same 404 as unknown ids', async () => {
    const { id } = await register();
    const unknown = await other.get('/v1/webhooks/wh_00000000000000000000000000').expect(404);
    const foreign = await other.get(`/v1/webhooks/${id}`).expect(404);
    expect({ ...foreign.body, request_id: '' }).toEqual({ ...unknown.body, request_id: '' });
    await other.patch(`/v1/webhooks/${id}`, { status: 'disabled' }).expect(404);
    await other.delete(`/v1/webhooks/${id}`).expect(404);
    await other.get(`/v1/webhooks/${id}/secret`).expect(404);
    await other.post(`/v1/webhooks/${id}/secret/rotate`, {}).expect(404);
    await other.post(`/v1/webhooks/${id}/test`, {}).expect(404);
    expect((await test.api.get(`/v1/webhooks/${id}`)).body.status).toBe('active');
  });

  it.each(['evt_00000000000000000000000000', 'wh_short', 'WH_00000000000000000000000000', 'wh_%00'])(
    'does not know %s',
    async (id) => {
      const { body } = await test.api.get(`/v1/webhooks/${id}`).expect(404);
      expect(body.code).toBe('NOT_FOUND');
    },
  );

  describe('a key bound to a buyer', () => {
    let own: { id: string; api: Api };

    beforeAll(async () => {
      own = await aBuyer(test.api, 'bound');
      await test.api.post('/v1/buyers', { id: 'neighbour', name: 'Neighbour' }).expect(201);
    });

    it('makes webhooks for its buyer, named or not', async () => {
      expect(await register({}, own.api)).toMatchObject({ buyer_id: own.id });
      expect(await register({ buyer_id: own.id }, own.api)).toMatchObject({ buyer_id: own.id });
    });

    it.each(['neighbour', null])('makes and moves none to %p', async (buyerId) => {
      const asked = { url: URL, events: ['*'], buyer_id: buyerId };
      const { body } = await own.api.post('/v1/webhooks', asked).expect(422);
      expect(body).toMatchObject({ code: 'UNKNOWN_BUYER', errors: [{ pointer: '/buyer_id' }] });
      const { id } = await register({}, own.api);
      await own.api.patch(`/v1/webhooks/${id}`, { buyer_id: buyerId }).expect(422);
    });

    it("neither sees nor changes the account's and other buyers' webhooks", async () => {
      const hidden = [await register(), await register({ buyer_id: 'neighbour' })];
      for (const { id } of hidden) {
        await own.api.get(`/v1/webhooks/${id}`).expect(404);
        await own.api.patch(`/v1/webhooks/${id}`, { description: 'mine' }).expect(404);
        await own.api.delete(`/v1/webhooks/${id}`).expect(404);
        await own.api.get(`/v1/webhooks/${id}/secret`).expect(404);
        await own.api.post(`/v1/webhooks/${id}/test`, {}).expect(404);
      }
      const { body } = await own.api.get('/v1/webhooks?limit=250').expect(200);
      expect(body.data.length).toBeGreaterThan(0);
      expect(new Set(body.data.map((one: { buyer_id: string }) => one.buyer_id))).toEqual(new Set([own.id]));
      const others = await own.api.get('/v1/webhooks?buyer_id=neighbour').expect(200);
      expect(others.body.data).toEqual([]);
    });
  });

  describe('the list', () => {
    let api: Api;
    const ids: string[] = [];

    beforeAll(async () => {
      api = (await createSecondAccount(test)).api;
      await api.post('/v1/buyers', { id: 'listed', name: 'Listed' }).expect(201);
      for (const fields of [
        { events: ['lead.verified'] },
        { events: ['lead.*'], buyer_id: 'listed' },
        { events: ['*'] },
        { events: ['bid.won'] },
        { events: ['bid.won'], buyer_id: 'listed' },
      ]) {
        ids.push((await register(fields, api)).id);
      }
      await api.patch(`/v1/webhooks/${ids[3]}`, { status: 'disabled' }).expect(200);
    });

    it.each([
      ['', [4, 3, 2, 1, 0]],
      ['status=active', [4, 2, 1, 0]],
      ['status=disabled', [3]],
      ['buyer_id=listed', [4, 1]],
      ['buyer_id=nobody', []],
      ['event=lead.verified', [2, 1, 0]],
      ['event=lead.submitted', [2, 1]],
      ['event=bid.won', [4, 3, 2]],
      ['event=bid.won&buyer_id=listed&status=active', [4]],
    ])('shows newest first what matches "%s"', async (query, expected) => {
      const { body } = await api.get(`/v1/webhooks?${query}`).expect(200);
      expect(idsOf(body)).toEqual(expected.map((index) => ids[index]));
      expect(body.next_cursor).toBeNull();
    });

    it('comes in pages that neither repeat nor leave out', async () => {
      const seen: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const path = `/v1/webhooks?limit=2${cursor && `&cursor=${cursor}`}`;
        const { body } = await api.get(path).expect(200);
        expect(body.data.length).toBeLessThanOrEqual(2);
        seen.push(...idsOf(body));
        cursor = body.next_cursor as string | null;
      }
      expect(seen).toEqual(ids.toReversed());
    });

    it.each(['status=paused', 'limit=0', 'limit=251', 'limit=two', 'cursor=abc', 'colour=red'])(
      'refuses "%s"',
      async (query) => {
        const { body } = await api.get(`/v1/webhooks?${query}`).expect(400);
        expect(body.errors[0].pointer).toBe(`?${query.split('=')[0]}`);
      },
    );

    it('refuses cursors of another list and of another account', async () => {
      const { body: page } = await api.get('/v1/webhooks?limit=1').expect(200);
      await other.get(`/v1/webhooks?cursor=${page.next_cursor}`).expect(400);
      const { body } = await api.get(`/v1/events?cursor=${page.next_cursor}`).expect(400);
      expect(body.code).toBe('INVALID_CURSOR');
    });
  });
});
