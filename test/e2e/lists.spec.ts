import { FORMAT_NAMES } from '../../src/features/connectors';
import { aLead, aPhone } from '../support/lead-requests';
import { Receiver } from '../support/receiver';
import { type Api, startTestPlatform, type TestPlatform } from '../support/test-platform';
import { waitFor } from '../support/wait-for';

interface Row {
  id?: string;
  name?: string;
  created: string;
}

/** The list of one lead. */
const SUBMISSIONS = 'leads/§/submissions';

const idOf = ({ id, name }: Row) => id ?? name!;

describe('lists', () => {
  let test: TestPlatform;
  let receiver: Receiver;
  let api: Api;
  let lead: string;

  beforeAll(async () => {
    test = await startTestPlatform();
    receiver = await Receiver.start();
    api = test.api;
    lead = (await api.post('/v1/leads', aLead()).expect(201)).body.id as string;
    // What becomes of it are events: none may come while their list is walked.
    await waitFor('the lead to be where it goes', async () => {
      const { body } = await api.get(`/v1/leads/${lead}`).expect(200);
      return !['verifying', 'distributing'].includes(body.stage as string);
    });
  });

  afterAll(async () => {
    await receiver.stop();
    await test.close();
  });

  /** Walks a list to its end. @param between done after every page */
  async function walk(path: string, between: () => Promise<unknown> = async () => undefined): Promise<Row[]> {
    const rows: Row[] = [];
    let cursor: string | null = null;
    do {
      const separator = path.includes('?') ? '&' : '?';
      const { body } = await api.get(cursor ? `${path}${separator}cursor=${cursor}` : path).expect(200);
      rows.push(...(body.data as Row[]));
      cursor = body.next_cursor as string | null;
      await between();
    } while (cursor !== null);
    return rows;
  }

  const makers: Record<string, (index: number) => Promise<unknown>> = {
    webhooks: async () => {
      const body = { url: receiver.url, events: ['ping.received'] };
      return (await api.post('/v1/webhooks', body).expect(201)).body.id;
    },
    events: async () =>
      (await api.post('/v1/events', { type: 'lead.submitted', data: {} }).expect(202)).body.id,
    deliveries: async () => {
      const { body: webhook } = await api
        .post('/v1/webhooks', { url: receiver.url, events: ['bid.won'] })
        .expect(201);
      const { body } = await api.post(`/v1/webhooks/${webhook.id}/test`, {}).expect(202);
      return body.id;
    },
    replays: async () => {
      const body = { created_after: '2020-01-01T00:00:00Z', created_before: '2020-01-02T00:00:00Z' };
      return (await api.post('/v1/replays', body).expect(202)).body.id;
    },
    buyers: async () => (await api.post('/v1/buyers', { name: 'x' }).expect(201)).body.id,
    'api-keys': async () =>
      (await api.post('/v1/api-keys', { name: 'x', scopes: ['*'] }).expect(201)).body.id,
    leads: async () => (await api.post('/v1/leads', aLead()).expect(201)).body.id,
    [SUBMISSIONS]: async () =>
      (await api.post(`/v1/leads/${lead}/submissions`, { message: 'x' }).expect(201)).body.id,
    suppressions: async () => (await api.post('/v1/suppressions', { phone: aPhone() }).expect(201)).body.id,
    pings: async () => (await api.post('/v1/pings', { attributes: {} }).expect(201)).body.id,
  };

  describe.each(Object.keys(makers))('of %s', (name) => {
    const made: string[] = [];
    let list: string;

    beforeAll(async () => {
      list = name.replace('§', lead);
      for (let index = 0; index < 12; index++) made.push((await makers[name]!(index)) as string);
    });

    it('are newest first, and walked page by page show each row once', async () => {
      for (const limit of [1, 4, 5, 250]) {
        const ids = (await walk(`/v1/${list}?limit=${limit}`)).map(idOf);
        expect(ids.filter((id) => made.includes(id))).toEqual(made.toReversed());
        expect(new Set(ids).size).toBe(ids.length);
      }
    });

    it('show each row once also while rows are added', async () => {
      const before = (await walk(`/v1/${list}?limit=250`)).map(idOf);
      const ids = (await walk(`/v1/${list}?limit=3`, () => makers[name]!(0))).map(idOf);
      expect(ids).toEqual(before);
    });

    it('end without a cursor, also where the last page is full', async () => {
      const all = await walk(`/v1/${list}?limit=250`);
      const { body } = await api.get(`/v1/${list}?limit=${Math.min(all.length, 250)}`).expect(200);
      expect(body.data).toHaveLength(Math.min(all.length, 250));
      expect(body.next_cursor).toBeNull();
    });
  });

  it('of event types are in the order of their names', async () => {
    for (const name of ['zz.last', 'a.first', 'm.middle', 'a.first-too']) {
      await api.post('/v1/event-types', { name, description: 'x' }).expect(201);
    }
    for (const limit of [1, 3, 250]) {
      const names = (await walk(`/v1/event-types?limit=${limit}`)).map(idOf);
      expect(names).toEqual(names.toSorted());
      expect(names).toEqual(
        expect.arrayContaining(['zz.last', 'a.first', 'm.middle', 'a.first-too', 'lead.verified', 'bid.won']),
      );
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it('of formats are in the order of the catalogue', async () => {
    for (const limit of [1, 5, FORMAT_NAMES.length, 250]) {
      expect((await walk(`/v1/formats?limit=${limit}`)).map(idOf)).toEqual(FORMAT_NAMES);
    }
  });

  it('take no cursor of another list, also not of the same kind', async () => {
    const { body: other } = await api.post('/v1/leads', aLead()).expect(201);
    const submissionsOfOther = SUBMISSIONS.replace('§', other.id as string);
    const lists = [
      ...Object.keys(makers).map((name) => name.replace('§', lead)),
      submissionsOfOther,
      'event-types',
      'formats',
    ];
    for (const index of [0, 1]) {
      for (const make of Object.values(makers)) await make(index);
      await api.post(`/v1/${submissionsOfOther}`, { message: 'x' }).expect(201);
    }
    const cursors = await Promise.all(
      lists.map(
        async (list) => (await api.get(`/v1/${list}?limit=1`).expect(200)).body.next_cursor as string,
      ),
    );
    const taken: string[] = [];
    const refusals = new Set<string>();
    for (const [index, cursor] of cursors.entries()) {
      for (const list of lists) {
        const { status, body } = await api.get(`/v1/${list}?cursor=${cursor}`);
        if (status === 200) taken.push(`${lists[index]} → ${list}`);
        else refusals.add(`${status} ${body.code}`);
      }
    }
    expect(taken).toEqual(lists.map((list) => `${list} → ${list}`));
    expect([...refusals]).toEqual(['400 INVALID_CURSOR']);
  });

  it('of leads hold every match also where few match, page by page', async () => {
    const rare: string[] = [];
    for (const source of ['rare', 'often', 'rare', 'often', 'often', 'rare']) {
      const { body } = await api.post('/v1/leads', aLead({ source })).expect(201);
      if (source === 'rare') rare.unshift(body.id as string);
    }
    for (const limit of [1, 2, 3, 250]) {
      expect((await walk(`/v1/leads?limit=${limit}&source=rare`)).map(idOf)).toEqual(rare);
    }
  });

  it('have pages of 50 unless asked, and of 250 at most', async () => {
    const events = Array.from({ length: 260 }, () => ({ type: 'lead.submitted', data: {} }));
    await api.post('/v1/events/batch', { events }).expect(202);
    const pages = await Promise.all(
      ['/v1/events', '/v1/events?limit=250', '/v1/events?limit=251'].map((path) => api.get(path)),
    );
    expect(pages.map(({ status }) => status)).toEqual([200, 200, 400]);
    expect(pages.slice(0, 2).map(({ body }) => body.data.length)).toEqual([50, 250]);
  });

  describe('with filters', () => {
    let webhook: string;
    let failing: Receiver;
    let dead: string;
    const published: Record<string, { id: string; created: string }> = {};

    beforeAll(async () => {
      failing = await Receiver.start();
      failing.answerWith(503);
      await api.post('/v1/buyers', { id: 'filtered', name: 'F' }).expect(201);
      webhook = (
        await api
          .post('/v1/webhooks', { url: receiver.url, events: ['lead.verified', 'lead.distributed'] })
          .expect(201)
      ).body.id;
      dead = (
        await api
          .post('/v1/webhooks', {
            url: failing.url,
            events: ['lead.verified'],
            buyer_id: 'filtered',
            retry_schedule_seconds: [],
          })
          .expect(201)
      ).body.id;
      for (const [name, event] of Object.entries({
        first: { type: 'lead.verified', data: {} },
        second: { type: 'lead.verified', data: {}, buyer_id: 'filtered' },
        third: { type: 'lead.distributed', data: {}, buyer_id: 'filtered' },
      })) {
        published[name] = (await api.post('/v1/events', event).expect(202)).body;
        // Times of the log are milliseconds.
        const at = Date.parse(published[name]!.created);
        await waitFor('the next millisecond', () => Date.now() > at + 1, { everyMs: 1 });
      }
      await waitFor('all deliveries to end', async () => {
        const { body } = await api.get('/v1/deliveries?status=pending').expect(200);
        return body.data.length === 0 && body.next_cursor === null;
      });
    });

    afterAll(() => failing.stop());

    const idsOf = async (path: string) => (await walk(path)).map(idOf);
    const eventIds = async (query: string) => {
      const known = Object.entries(published);
      const ids = await idsOf(`/v1/events?${query}`);
      return ids.flatMap((id) => known.filter(([, event]) => event.id === id).map(([name]) => name));
    };
    const deliveriesOf = async (query: string) => {
      const { body } = await api.get(`/v1/deliveries?limit=250&${query}`).expect(200);
      const known = Object.entries(published);
      return (body.data as { event_id: string; webhook_id: string }[])
        .flatMap((one) =>
          known
            .filter(([, event]) => event.id === one.event_id)
            .map(([name]) => `${name} ${one.webhook_id === webhook ? 'live' : 'dead'}`),
        )
        .toSorted();
    };
    const time = (name: string, plusMs = 0) =>
      encodeURIComponent(new Date(Date.parse(published[name]!.created) + plusMs).toISOString());

    it('find events by type and buyer', async () => {
      expect(await eventIds('type=lead.verified')).toEqual(['second', 'first']);
      expect(await eventIds('buyer_id=filtered')).toEqual(['third', 'second']);
      expect(await eventIds('buyer_id=filtered&type=lead.verified')).toEqual(['second']);
      expect(await eventIds('buyer_id=nobody')).toEqual([]);
      expect(await idsOf('/v1/events?type=no.such')).toEqual([]);
    });

    it('find events by time: from a time on, and before another', async () => {
      expect(await eventIds(`created_after=${time('second')}`)).toEqual(['third', 'second']);
      expect(await eventIds(`created_after=${time('second', 1)}`)).toEqual(['third']);
      expect(await eventIds(`created_before=${time('second')}`)).toEqual(['first']);
      expect(await eventIds(`created_before=${time('second', 1)}`)).toEqual(['second', 'first']);
      expect(await eventIds(`created_after=${time('second')}&created_before=${time('second', 1)}`)).toEqual([
        'second',
      ]);
      expect(await eventIds(`created_after=${time('third')}&created_before=${time('first')}`)).toEqual([]);
      const withZone = published['second']!.created.replace('Z', '+00:00');
      expect(await eventIds(`created_after=${encodeURIComponent(withZone)}`)).toEqual(['third', 'second']);
      expect(await eventIds('created_after=0001-01-01T00:00:00Z')).toHaveLength(3);
      expect(await eventIds('created_before=9999-12-31T23:59:59Z')).toHaveLength(3);
      expect(await eventIds('created_after=9999-12-31T23:59:59Z')).toEqual([]);
    });

    it('find deliveries by webhook, event, type and buyer', async () => {
      const { second } = published;
      expect(await deliveriesOf(`webhook_id=${dead}`)).toEqual(['second dead']);
      expect(await deliveriesOf(`webhook_id=${webhook}`)).toEqual([
        'first live',
        'second live',
        'third live',
      ]);
      expect(await deliveriesOf(`event_id=${second!.id}`)).toEqual(['second dead', 'second live']);
      expect(await deliveriesOf('event_type=lead.distributed')).toEqual(['third live']);
      expect(await deliveriesOf('buyer_id=filtered')).toEqual(['second dead']);
    });

    it('find deliveries by how they ended', async () => {
      expect(await deliveriesOf('status=failed')).toEqual(['second dead']);
      expect(await deliveriesOf('status=success')).toEqual(['first live', 'second live', 'third live']);
      expect(await deliveriesOf('status=pending')).toEqual([]);
      expect(await deliveriesOf('status=cancelled')).toEqual([]);
      expect(await deliveriesOf('status_code_class=5xx')).toEqual(['second dead']);
      expect(await deliveriesOf('status_code_class=2xx&event_type=lead.verified')).toEqual([
        'first live',
        'second live',
      ]);
      expect(await deliveriesOf('status_code_class=none')).toEqual([]);
      expect(await deliveriesOf('parked=true')).toEqual([]);
    });

    it('find deliveries by the time of their events', async () => {
      expect(await deliveriesOf(`created_after=${time('third')}`)).toEqual(['third live']);
      expect(await deliveriesOf(`created_before=${time('second')}`)).toEqual(['first live']);
      expect(
        await deliveriesOf(`created_after=${time('second')}&created_before=${time('third')}&status=failed`),
      ).toEqual(['second dead']);
    });

    it('find webhooks by state, buyer, format and the event they would get', async () => {
      await api.patch(`/v1/webhooks/${dead}`, { status: 'disabled', format: 'slack' }).expect(200);
      expect(await idsOf('/v1/webhooks?status=disabled')).toEqual([dead]);
      expect(await idsOf('/v1/webhooks?buyer_id=filtered')).toEqual([dead]);
      expect(await idsOf('/v1/webhooks?format=slack')).toEqual([dead]);
      expect(await idsOf('/v1/webhooks?format=synaptis')).toEqual(
        (await idsOf('/v1/webhooks')).filter((id) => id !== dead),
      );
      expect(await idsOf('/v1/webhooks?format=teams')).toEqual([]);
      expect(await idsOf('/v1/webhooks?event=lead.verified')).toEqual([dead, webhook]);
      expect(await idsOf('/v1/webhooks?event=lead.verified&status=active')).toEqual([webhook]);
      expect(await idsOf('/v1/webhooks?event=no.such')).toEqual([]);
    });

    it('keep the filter from page to page', async () => {
      const ids = await idsOf(`/v1/events?limit=1&buyer_id=filtered`);
      expect(ids).toEqual([published['third']!.id, published['second']!.id]);
      const { body } = await api.get(`/v1/deliveries?limit=1&webhook_id=${webhook}`).expect(200);
      expect(body.data).toHaveLength(1);
      expect(await idsOf(`/v1/deliveries?limit=1&webhook_id=${webhook}`)).toHaveLength(3);
    });
  });
});
