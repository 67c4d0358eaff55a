import { type Facts, Signals } from '../../../src/platform/signals';
import { startTestPlatform, type TestPlatform } from '../../support/test-platform';

const WEBHOOK = { url: 'http://127.0.0.1:9/', events: ['lead.*'] };
const DEFAULTS = {
  filter: null,
  format: 'synaptis',
  format_options: {},
  method: 'POST',
  mapping: null,
  header_mapping: null,
  url_mapping: null,
  content_version: 1,
};

/** What a webhook's deliveries look like, as it is written, checked, shown and counted. */
describe('the content of a webhook', () => {
  let test: TestPlatform;

  beforeAll(async () => {
    test = await startTestPlatform({ ROLE: 'api' });
  });

  afterAll(() => test.close());

  const create = async (fields: object = {}) =>
    (await test.api.post('/v1/webhooks', { ...WEBHOOK, ...fields }).expect(201)).body;
  const change = async (id: string, fields: object) =>
    (await test.api.patch(`/v1/webhooks/${id}`, fields).expect(200)).body;
  const faultsOf = async (fields: object) => {
    const { body } = await test.api.post('/v1/webhooks', { ...WEBHOOK, ...fields }).expect(400);
    expect(body.code).toBe('VALIDATION_FAILED');
    return body.errors as { pointer: string; detail: string }[];
  };

  it('is the documented envelope unless told otherwise', async () => {
    expect(await create()).toMatchObject(DEFAULTS);
  });

  it('is kept and shown as it was written, with the defaults of the format', async () => {
    const content = {
      format: 'cloudevents',
      format_options: { mode: 'binary', source: 'https://leads.example.com/' },
      method: 'PUT',
      mapping: '{"lead": event.data.lead_id}',
      header_mapping: '{"x-lead": event.data.lead_id}',
      url_mapping: '"/leads/" & event.data.lead_id',
      filter: { data: { score: { $gte: 90 }, 'odd "name"': [null, 'é\\'][1] } },
    };
    const { id } = await create(content);
    const { body } = await test.api.get(`/v1/webhooks/${id}`).expect(200);
    expect(body).toMatchObject({ ...content, content_version: 1 });
    const { body: list } = await test.api.get('/v1/webhooks').expect(200);
    expect(list.data[0]).toEqual(body);
    const defaulted = await create({ format: 'standard', format_options: {} });
    expect(defaulted.format_options).toEqual({ signature: 'hmac' });
  });

  it('survives changes of other fields unharmed', async () => {
    const filter = { $or: [{ type: 'lead.verified' }, { data: { name: { $endsWith: 'a.b"\\' } } }] };
    const { id } = await create({ filter, mapping: '"ü"' });
    const pathOf = () =>
      test.database.query('SELECT filter_path::text AS path FROM webhooks WHERE id = $1', [id]);
    const [before] = await pathOf();
    expect(await change(id, { timeout_ms: 2000 })).toMatchObject({
      filter,
      mapping: '"ü"',
      content_version: 1,
    });
    expect(await pathOf()).toEqual([before]);
    expect(await change(id, { filter: null })).toMatchObject({ filter: null, mapping: '"ü"' });
    expect(await pathOf()).toEqual([{ path: null }]);
  });

  it.each([
    ['an unknown format', { format: 'soap' }, ['/format']],
    ['an unknown method', { method: 'DELETE' }, ['/method']],
    ['options the format does not have', { format_options: { 'a/b': 1 } }, ['/format_options/a~1b']],
    ['options that are missing', { format: 'telegram' }, ['/format_options/chat_id']],
    ['options that are none', { format_options: [] }, ['/format_options']],
    ['an empty mapping', { mapping: '' }, ['/mapping']],
    ['a mapping of more than 16 KiB', { mapping: `"${'x'.repeat(16_384)}"` }, ['/mapping']],
    ['a mapping of more than 16 KiB in bytes', { mapping: `"${'é'.repeat(9_000)}"` }, ['/mapping']],
    [
      'a filter with an unknown operator',
      { filter: { data: { a: { $regex: '.' } } } },
      ['/filter/data/a/$regex'],
    ],
    ['a filter on no field', { filter: { lead: 1 } }, ['/filter/lead']],
    ['an empty filter', { filter: {} }, ['/filter']],
    ['a filter that is none', { filter: 'x' }, ['/filter']],
    [
      'several things at once',
      { format_options: { a: 1 }, header_mapping: '{', filter: { data: { a: { $in: [] } } } },
      ['/format_options/a', '/header_mapping', '/filter/data/a/$in'],
    ],
  ])('refuses %s', async (_case, fields, pointers) => {
    expect((await faultsOf(fields)).map(({ pointer }) => pointer)).toEqual(pointers);
  });

  it.each(['mapping', 'header_mapping', 'url_mapping'])('tells where a %s cannot be read', async (name) => {
    const [fault] = await faultsOf({ [name]: '{"a": event.data.(}' });
    expect(fault).toEqual({
      pointer: `/${name}`,
      detail: expect.stringMatching(
        /^must be a JSONata expression\. .+ at character 19 of the expression\.$/,
      ),
    });
  });

  it('goes back to what the format does by itself where a mapping is removed', async () => {
    const mappings = { mapping: '{"text": "x"}', header_mapping: '{}', url_mapping: '"/"' };
    const { id } = await create({ format: 'slack', ...mappings, filter: { type: 'bid.won' } });
    const none = { mapping: null, header_mapping: null, url_mapping: null, filter: null };
    expect(await change(id, none)).toMatchObject({ format: 'slack', ...none, content_version: 2 });
    for (const fields of [{ format: null }, { format_options: null }, { method: null }]) {
      const { body } = await test.api.patch(`/v1/webhooks/${id}`, fields).expect(400);
      expect(body.errors).toMatchObject([{ pointer: `/${Object.keys(fields)[0]}` }]);
    }
  });

  it('stores nothing of a change that is refused', async () => {
    const { id } = await create();
    const { body } = await test.api.patch(`/v1/webhooks/${id}`, { method: 'PUT', mapping: '(' }).expect(400);
    expect(body.errors[0].pointer).toBe('/mapping');
    expect((await test.api.get(`/v1/webhooks/${id}`).expect(200)).body).toMatchObject(DEFAULTS);
  });

  it('starts another format from its defaults, and keeps the options of the same one', async () => {
    const { id } = await create({ format: 'cloudevents', format_options: { mode: 'binary' }, mapping: '1' });
    expect(await change(id, { format: 'cloudevents' })).toMatchObject({ format_options: { mode: 'binary' } });
    const other = await change(id, { format: 'leadsbot' });
    expect(other).toMatchObject({ format_options: {}, mapping: '1', content_version: 3 });
    expect(await change(id, { format: 'cloudevents' })).toMatchObject({
      format_options: { mode: 'structured' },
    });
    expect(await change(id, { format_options: { mode: 'binary' } })).toMatchObject({ content_version: 5 });
    const { body } = await test.api.patch(`/v1/webhooks/${id}`, { format: 'telegram' }).expect(400);
    expect(body.errors[0].pointer).toBe('/format_options/chat_id');
  });

  describe('its version', () => {
    let told: string[];

    beforeAll(() => {
      test.platform.app
        .get(Signals, { strict: false })
        .on('webhook.content_changed', async ({ webhookId }: Facts['webhook.content_changed']) => {
          told.push(webhookId);
        });
    });
    beforeEach(() => {
      told = [];
    });

    it('counts what deliveries look like and tells it, once for each change', async () => {
      const { id } = await create();
      const changes = [
        { mapping: 'event' },
        { header_mapping: '{}' },
        { url_mapping: '"/"' },
        { method: 'PATCH' },
        { format: 'form', format_options: {} },
        { url: 'http://127.0.0.1:9/other' },
        { mapping: null, method: 'POST' },
      ];
      for (const [index, fields] of changes.entries()) {
        expect(await change(id, fields)).toMatchObject({ content_version: index + 2 });
      }
      expect(told).toEqual(changes.map(() => id));
    });

    it('counts nothing else', async () => {
      const { id } = await create({ mapping: 'event' });
      for (const fields of [
        { events: ['*'] },
        { filter: { type: 'bid.won' } },
        { status: 'disabled' },
        { headers: { a: 'b' } },
        { method: 'POST', description: null, metadata: {} },
      ]) {
        expect(await change(id, fields)).toMatchObject({ content_version: 1 });
      }
      expect(told).toEqual([]);
    });

    it('counts what names the format or a mapping as it is: a wish to have held deliveries tried again', async () => {
      const { id } = await create({ mapping: 'event' });
      const wishes = [
        { mapping: 'event' },
        { header_mapping: null },
        { url_mapping: null },
        { format: 'synaptis' },
        { format_options: {} },
      ];
      for (const [index, fields] of wishes.entries()) {
        expect(await change(id, fields)).toMatchObject({ mapping: 'event', content_version: index + 2 });
      }
      expect(told).toEqual(wishes.map(() => id));
    });

    it('misses no change of many at the same moment', async () => {
      const { id } = await create();
      const mappings = Array.from({ length: 20 }, (_, index) => `"${index}"`);
      await Promise.all(mappings.map((mapping) => change(id, { mapping })));
      expect((await test.api.get(`/v1/webhooks/${id}`).expect(200)).body.content_version).toBe(21);
    });
  });

  it('leaves no mapping behind when the webhook is deleted, because it may hold a secret', async () => {
    const { id } = await create({
      mapping: '"hush"',
      header_mapping: '{"a": "hush"}',
      url_mapping: '"?hush"',
    });
    await test.api.delete(`/v1/webhooks/${id}`).expect(204);
    const [row] = await test.database.query<{ row: string }>(
      'SELECT to_json(w)::text AS row FROM webhooks w WHERE id = $1',
      [id],
    );
    expect(row!.row).not.toContain('hush');
  });
});
