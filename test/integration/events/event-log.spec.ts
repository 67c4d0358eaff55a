import { createSecondAccount } from '../../support/second-account';
import { type Api, startTestPlatform, type TestPlatform } from '../../support/test-platform';
import { waitFor } from '../../support/wait-for';
import { aBuyer } from '../webhooks/a-buyer';

interface Published {
  id: string;
  created: string;
}

describe('/v1/events', () => {
  let test: TestPlatform;
  let api: Api;
  let buyer: { id: string; api: Api };
  const events: Published[] = [];

  beforeAll(async () => {
    test = await startTestPlatform({ ROLE: 'api' });
    ({ api } = await createSecondAccount(test));
    buyer = await aBuyer(api, 'acme');
    for (const fields of [
      { type: 'lead.submitted' },
      { type: 'lead.verified', buyer_id: 'acme' },
      { type: 'lead.submitted', buyer_id: 'acme' },
      { type: 'bid.won' },
    ]) {
      const { body } = await api.post('/v1/events', { data: { n: events.length }, ...fields }).expect(202);
      events.push(body as Published);
      // Each in a millisecond of its own, so that times tell them apart.
      await waitFor('the next millisecond', () => Date.now() > Date.parse(body.created as string), {
        everyMs: 1,
      });
    }
  });

  afterAll(() => test.close());

  const idsOf = (body: { data: { id: string }[] }) => body.data.map(({ id }) => id);
  const pick = (...indexes: number[]) => indexes.map((index) => events[index]!.id);

  it.each<[string, () => string, number[]]>([
    ['everything', () => '', [3, 2, 1, 0]],
    ['a type', () => 'type=lead.submitted', [2, 0]],
    ['a type nobody published', () => 'type=ping.received', []],
    ['a buyer', () => 'buyer_id=acme', [2, 1]],
    ['a type and a buyer', () => 'type=lead.submitted&buyer_id=acme', [2]],
    ['from a time on', () => `created_after=${events[2]!.created}`, [3, 2]],
    ['before a time', () => `created_before=${events[2]!.created}`, [1, 0]],
    ['a period', () => `created_after=${events[1]!.created}&created_before=${events[3]!.created}`, [2, 1]],
    ['another time zone', () => 'created_after=2000-01-01T00:00:00%2B02:00', [3, 2, 1, 0]],
  ])('lists %s, newest first', async (_case, query, expected) => {
    const { body } = await api.get(`/v1/events?${query()}`).expect(200);
    expect(idsOf(body)).toEqual(pick(...expected));
  });

  it('lists without data, in pages that end', async () => {
    const { body: first } = await api.get('/v1/events?limit=3').expect(200);
    expect(first.data[0]).toEqual({
      id: events[3]!.id,
      type: 'bid.won',
      buyer_id: null,
      created: events[3]!.created,
      api_version: '2024-01-01',
    });
    const { body: second } = await api.get(`/v1/events?limit=3&cursor=${first.next_cursor}`).expect(200);
    expect(idsOf(second)).toEqual(pick(0));
    expect(second.next_cursor).toBeNull();
  });

  it.each([
    'created_after=yesterday',
    'created_before=2026-02-30T00:00:00Z',
    'limit=0',
    'unknown=1',
    'cursor=%00',
  ])('refuses "%s"', async (query) => {
    const { body } = await api.get(`/v1/events?${query}`).expect(400);
    expect(body.errors[0].pointer).toBe(`?${query.split('=')[0]}`);
  });

  it('shows one event with its data and the deliveries of all webhooks', async () => {
    await api.post('/v1/webhooks', { url: 'http://127.0.0.1:9/', events: ['ping.*'] }).expect(201);
    await api
      .post('/v1/webhooks', { url: 'http://127.0.0.1:9/', events: ['*'], buyer_id: 'acme' })
      .expect(201);
    const event = { type: 'ping.received', data: { z: 1, a: [] }, buyer_id: 'acme' };
    const { body: published } = await api.post('/v1/events', event).expect(202);
    expect(published.deliveries).toBe(2);
    const { body: shown } = await api.get(`/v1/events/${published.id}`).expect(200);
    expect(shown).toMatchObject({ ...event, id: published.id, created: published.created });
    expect(JSON.stringify(shown.data)).toBe('{"z":1,"a":[]}');
    expect(shown.deliveries).toHaveLength(2);
    const { body: seenByBuyer } = await buyer.api.get(`/v1/events/${published.id}`).expect(200);
    expect(seenByBuyer.deliveries).toMatchObject([{ buyer_id: 'acme' }]);
    events.push(published as Published);
  });

  it('hides what belongs to others', async () => {
    const { api: stranger } = await createSecondAccount(test);
    expect((await stranger.get('/v1/events')).body.data).toEqual([]);
    await stranger.get(`/v1/events/${events[0]!.id}`).expect(404);
    await buyer.api.get(`/v1/events/${events[0]!.id}`).expect(404);
    await buyer.api.get(`/v1/events/${events[1]!.id}`).expect(200);
    const { body } = await buyer.api.get('/v1/events?limit=250').expect(200);
    expect(new Set(body.data.map((event: { buyer_id: string }) => event.buyer_id))).toEqual(
      new Set(['acme']),
    );
    expect((await buyer.api.get('/v1/events?buyer_id=other')).body.data).toEqual([]);
  });

  it.each(['evt_00000000000000000000000000', 'evt_1', 'wh_00000000000000000000000000', 'evt_%00'])(
    'does not know %s',
    async (id) => {
      const { body } = await api.get(`/v1/events/${id}`).expect(404);
      expect(body).toMatchObject({ code: 'NOT_FOUND', detail: 'There is no event with this id.' });
    },
  );
});
