import { BUILTIN_EVENT_TYPES } from '../../src/core/event-types';
import { EXAMPLE_SECRET } from '../../src/core/signing';
import { FORMAT_NAMES } from '../../src/features/connectors';
import { Receiver } from '../support/receiver';
import { rowCounts } from '../support/row-counts';
import { createKey } from '../support/second-account';
import { startTestPlatform, type TestPlatform } from '../support/test-platform';

const UNSIGNED = ['slack', 'discord', 'telegram', 'teams'];

describe('the catalogue of formats', () => {
  let test: TestPlatform;

  beforeAll(async () => {
    test = await startTestPlatform({ ROLE: 'api' });
  });

  afterAll(() => test.close());

  it('lists every format, page by page as well', async () => {
    const { body: all } = await test.api.get('/v1/formats').expect(200);
    expect(all.data.map(({ name }: { name: string }) => name)).toEqual([...FORMAT_NAMES]);
    expect(all.next_cursor).toBeNull();
    const names: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = cursor && `&cursor=${cursor}`;
      const { body } = await test.api.get(`/v1/formats?limit=5${query}`).expect(200);
      names.push(...body.data.map(({ name }: { name: string }) => name));
      cursor = body.next_cursor as string | null;
    }
    expect(names).toEqual([...FORMAT_NAMES]);
  });

  it.each(FORMAT_NAMES)('shows how to use %s', async (name) => {
    const { body: format } = await test.api.get(`/v1/formats/${name}`).expect(200);
    expect(format).toMatchObject({
      name,
      title: expect.stringMatching(/./) as string,
      description: expect.stringMatching(/\.$/) as string,
      methods: ['POST', 'PUT', 'PATCH'],
    });
    expect(format.signature === null).toBe(UNSIGNED.includes(name));
    expect(format.sample.headers['content-type']).toBe(format.sample.content_type);
    for (const header of format.signature?.headers ?? [])
      expect(format.sample.headers).toHaveProperty(header);
    const { body: again } = await test.api.get(`/v1/formats/${name}`).expect(200);
    expect(again).toEqual(format);
  });

  it.each(FORMAT_NAMES)('shows of %s what a preview of the same event makes', async (name) => {
    const { body: format } = await test.api.get(`/v1/formats/${name}`).expect(200);
    const { sample } = format;
    const event = {
      id: 'evt_01kf0k8y20f2etja3vn6y8b1ke',
      type: sample.event_type,
      created: '2026-01-15T10:30:00.000Z',
      data: BUILTIN_EVENT_TYPES.find((type) => type.name === sample.event_type)!.example,
    };
    const settings = { format: name, format_options: sample.options, event };
    const { body: preview } = await test.api.post('/v1/mappings/preview', settings).expect(200);
    expect(preview.request.body).toBe(sample.body);
    expect(preview.request.headers['content-type']).toBe(sample.content_type);
    expect(preview.sample_key).toBe(format.signature?.sample_key ?? null);
    expect([null, EXAMPLE_SECRET]).toContain(preview.sample_key);
    // A mapping to start from makes what the format makes without one.
    const started = { ...settings, mapping: format.default_mapping };
    const { body: mapped } = await test.api.post('/v1/mappings/preview', started).expect(200);
    expect(mapped.request.body).toBe(sample.body);
  });

  it('says which names there are where there is no such format', async () => {
    for (const name of ['fax', 'constructor', 'SLACK', '%00']) {
      const { body } = await test.api.get(`/v1/formats/${name}`).expect(404);
      expect(body).toMatchObject({ code: 'NOT_FOUND', detail: expect.stringContaining('slack') as string });
    }
  });

  it('needs the scope of reading webhooks', async () => {
    const [account] = await test.database.query<{ id: string }>('SELECT id FROM accounts');
    const key = await createKey(test, account!.id, { scopes: ['events:read'] });
    const { body } = await test.api.as(key).get('/v1/formats').expect(403);
    expect(body.code).toBe('FORBIDDEN');
  });

  // Here, where no worker changes anything meanwhile.
  it('comes with previews that store nothing and send nothing', async () => {
    const receiver = await Receiver.start();
    const before = await rowCounts(test.database);
    const order = { url: receiver.url, event_type: 'lead.verified', filter: { type: 'lead.verified' } };
    const { body } = await test.api.post('/v1/mappings/preview', order).expect(200);
    expect(body).toMatchObject({ ok: true, filter: { matches: true } });
    expect(await rowCounts(test.database)).toEqual(before);
    expect(receiver.received).toEqual([]);
    await receiver.stop();
  });
});
