import { PublishService } from '../../../src/features/bus';
import { FILTER_EXAMPLES } from '../../../src/core/filter';
import { brokenInvariants } from '../../support/invariants';
import { Receiver } from '../../support/receiver';
import { type AccountUnderTest, createSecondAccount } from '../../support/second-account';
import { type Api, startTestPlatform, type TestPlatform } from '../../support/test-platform';
import { waitFor } from '../../support/wait-for';

const LONG_AGO = '2020-01-01T00:00:00.000Z';
const GOOD = { data: { score: { $gte: 90 } } };

/** Filters where they count: in the statement that publishes, and in replays that make up for it. */
describe('filters of webhooks', () => {
  let test: TestPlatform;
  let receiver: Receiver;
  let account: AccountUnderTest;
  let api: Api;

  beforeAll(async () => {
    test = await startTestPlatform();
  });

  afterAll(async () => {
    expect(await brokenInvariants(test.database)).toEqual([]);
    await test.close();
  });

  beforeEach(async () => {
    receiver = await Receiver.start();
    account = await createSecondAccount(test);
    ({ api } = account);
  });

  afterEach(() => receiver.stop());

  const register = async (name: string, fields: object = {}) => {
    const asked = { url: receiver.url, events: ['*'], description: name, ...fields };
    return (await api.post('/v1/webhooks', asked).expect(201)).body.id as string;
  };
  const publish = async (data: object, fields: object = {}) =>
    (await api.post('/v1/events', { type: 'lead.verified', data, ...fields }).expect(202)).body as {
      id: string;
      deliveries: number;
    };
  const receiversOf = async (eventId: string) => {
    const rows = await test.database.query<{ name: string }>(
      `SELECT w.description AS name FROM deliveries d JOIN webhooks w ON w.id = d.webhook_id
       WHERE d.event_id = $1 ORDER BY 1`,
      [eventId],
    );
    return rows.map(({ name }) => name);
  };
  const gets = async (data: object, fields: object = {}) => {
    const event = await publish(data, fields);
    const names = await receiversOf(event.id);
    expect(event.deliveries).toBe(names.length);
    return names;
  };

  it.each(FILTER_EXAMPLES.map((example) => [example.name, example] as const))(
    'let through and hold back what the documentation says: %s',
    async (_name, { filter, matches, misses }) => {
      await api.post('/v1/buyers', { id: 'buyer_acme', name: 'Acme' }).expect(201);
      await register('filtered', { filter });
      const { type, data, buyer_id } = matches;
      expect(await gets(data, { type, buyer_id })).toEqual(['filtered']);
      expect(await gets(misses.data, { type: misses.type, buyer_id: misses.buyer_id })).toEqual([]);
    },
  );

  it('concern their own webhook only, beside type and buyer', async () => {
    await api.post('/v1/buyers', { id: 'acme', name: 'Acme' }).expect(201);
    await register('all');
    await register('good', { filter: GOOD });
    await register('good bids', { filter: GOOD, events: ['bid.won'] });
    await register("acme's good", { filter: GOOD, buyer_id: 'acme' });
    await register('of a buyer', { filter: { buyer_id: 'acme' } });
    await register('of nobody', { filter: { buyer_id: null } });
    expect(await gets({ score: 91 })).toEqual(['all', 'good', 'of nobody']);
    expect(await gets({ score: 91 }, { buyer_id: 'acme' })).toEqual([
      "acme's good",
      'all',
      'good',
      'of a buyer',
    ]);
    expect(await gets({ score: 89 }, { buyer_id: 'acme' })).toEqual(['all', 'of a buyer']);
    expect(await gets({ score: '91' })).toEqual(['all', 'of nobody']);
    expect(await gets({ score: 91 }, { type: 'bid.won' })).toEqual(['all', 'good', 'good bids', 'of nobody']);
  });

  it('sort the events of a batch, each by itself', async () => {
    await register('good', { filter: GOOD });
    const events = Array.from({ length: 300 }, (_, n) => ({
      type: 'lead.verified',
      data: { score: n % 100 },
    }));
    const { body } = await api.post('/v1/events/batch', { events }).expect(202);
    const counts = body.data.map(({ deliveries }: { deliveries: number }) => deliveries);
    expect(counts).toEqual(events.map(({ data }) => (data.score >= 90 ? 1 : 0)));
  });

  it('hold for publishes that share a statement with those of other accounts', async () => {
    const other = await createSecondAccount(test);
    await other.api
      .post('/v1/webhooks', { url: receiver.url, events: ['*'], filter: { data: { score: 1 } } })
      .expect(201);
    await register('good', { filter: GOOD });
    const plain = await createSecondAccount(test);
    await plain.api.post('/v1/webhooks', { url: receiver.url, events: ['*'] }).expect(201);
    const publisher = test.platform.app.get(PublishService, { strict: false });
    const draft = (accountId: string, score: number) => ({
      accountId,
      buyerId: null,
      type: 'lead.verified',
      data: { score },
    });
    const published = await publisher.publish([
      draft(account.accountId, 91),
      draft(account.accountId, 1),
      draft(other.accountId, 91),
      draft(other.accountId, 1),
      draft(plain.accountId, 0),
    ]);
    expect(published.map(({ deliveries }) => deliveries)).toEqual([1, 0, 0, 1, 1]);
  });

  it('hold for a publish with an idempotency key, and for its repetition', async () => {
    await register('good', { filter: GOOD });
    const send = async (score: number) =>
      api
        .post('/v1/events', { type: 'lead.verified', data: { score } })
        .set('Idempotency-Key', `score-${score}`)
        .expect(202);
    const { body: refused } = await send(1);
    const { body: wanted } = await send(95);
    expect([refused.deliveries, wanted.deliveries]).toEqual([0, 1]);
    expect((await send(95)).body).toEqual(wanted);
    expect(await receiversOf(wanted.id)).toEqual(['good']);
  });

  it('see what receivers see, however odd: NUL, half a character, thousands of elements', async () => {
    await register('named', { filter: { data: { name: { $startsWith: 'Zo' } } } });
    await register('tagged', { filter: { data: { tags: 'last' } } });
    const many = Array.from({ length: 6_000 }, (_, n) => `t${n}`);
    expect(await gets({ name: 'Zoë\0' })).toEqual(['named']);
    expect(await gets({ name: 'Zo\ud800', tags: ['last'] })).toEqual(['named', 'tagged']);
    expect(await gets({ tags: ['last', ...many] })).toEqual(['tagged']);
    expect(await gets({ tags: [...many, 'last'] })).toEqual([]);
    const odd = await publish({ name: 'Zo\0\ud800' });
    const [stored] = await test.database.query<{ body: string }>('SELECT body FROM events WHERE id = $1', [
      odd.id,
    ]);
    expect((JSON.parse(stored!.body) as { data: object }).data).toEqual({ name: 'Zo\0\ud800' });
  });

  it('hold for what the platform publishes itself: outcomes of deliveries', async () => {
    await register('leads', { events: ['lead.*'], retry_schedule_seconds: [] });
    await register('failures of leads', {
      events: ['delivery.*'],
      filter: { data: { event_type: { $startsWith: 'lead.' }, status: 'failed' } },
    });
    await register('all outcomes', { events: ['delivery.*'] });
    const outcomesOf = async (eventId: string) =>
      waitFor('the outcome', async () => {
        const [row] = await test.database.query<{ id: string }>(
          `SELECT id FROM events WHERE type LIKE 'delivery.%' AND account_id = $2
             AND body::json -> 'data' ->> 'event_id' = $1`,
          [eventId, account.accountId],
        );
        return row && receiversOf(row.id);
      });
    expect(await outcomesOf((await publish({ n: 1 })).id)).toEqual(['all outcomes']);
    receiver.answerWith(500);
    expect(await outcomesOf((await publish({ n: 2 })).id)).toEqual(['all outcomes', 'failures of leads']);
  });

  it('hold for the events of a lead', async () => {
    await register('texans', { events: ['lead.submitted'], filter: { data: { state: 'TX' } } });
    await register('everybody', { events: ['lead.submitted'] });
    const submit = async (state: string, phone: string) => {
      const consent = {
        consent_timestamp: '2026-01-15T10:29:41.120Z',
        consent_text_version: 'v2',
        source_url: 'https://www.example.com/quotes',
      };
      const { body } = await api
        .post('/v1/leads', { source: 'web', phone, state, first_name: 'Jo', last_name: 'Doe', consent })
        .expect(201);
      const [event] = await test.database.query<{ id: string }>(
        `SELECT id FROM events WHERE type = 'lead.submitted' AND account_id = $2
           AND body::json -> 'data' ->> 'lead_id' = $1`,
        [body.lead_id ?? body.id, account.accountId],
      );
      return receiversOf(event!.id);
    };
    expect(await submit('TX', '+12145550101')).toEqual(['everybody', 'texans']);
    expect(await submit('CO', '+13035550102')).toEqual(['everybody']);
  });

  it('are not asked about a test delivery', async () => {
    const id = await register('good', { filter: GOOD });
    const { body } = await api.post(`/v1/webhooks/${id}/test`, { data: { score: 1 } }).expect(202);
    const [received] = await receiver.waitForCount(1);
    expect(received!.headers['webhook-id']).toBe(body.event_id);
  });

  it('apply from the next publish on when they change', async () => {
    const id = await register('changing', { filter: GOOD });
    expect(await gets({ score: 1 })).toEqual([]);
    await api.patch(`/v1/webhooks/${id}`, { filter: { data: { score: { $lt: 90 } } } }).expect(200);
    expect(await gets({ score: 1 })).toEqual(['changing']);
    expect(await gets({ score: 91 })).toEqual([]);
    await api.patch(`/v1/webhooks/${id}`, { filter: null }).expect(200);
    expect(await gets({ score: 91 })).toEqual(['changing']);
    await api.patch(`/v1/webhooks/${id}`, { filter: GOOD, status: 'disabled' }).expect(200);
    expect(await gets({ score: 91 })).toEqual([]);
  });

  it('lose nothing and let nothing slip through while they change under publishes', async () => {
    const id = await register('changing', { filter: { data: { side: 'left' } } });
    await register('steady', { filter: { data: { side: { $in: ['left', 'right'] } } } });
    const over = new AbortController();
    const change = async () => {
      for (let round = 0; !over.signal.aborted; round++) {
        const side = round % 2 === 0 ? 'right' : 'left';
        await api.patch(`/v1/webhooks/${id}`, { filter: { data: { side } } }).expect(200);
        await api
          .patch(`/v1/webhooks/${id}`, { status: round % 3 === 0 ? 'disabled' : 'active' })
          .expect(200);
      }
    };
    const changing = change();
    const sides = Array.from({ length: 200 }, (_, n) => ['left', 'right', 'middle'][n % 3]!);
    const published = await Promise.all(sides.map((side) => publish({ side })));
    over.abort();
    await changing;
    const rows = await test.database.query<{ event: string; name: string }>(
      `SELECT d.event_id AS event, w.description AS name FROM deliveries d JOIN webhooks w ON w.id = d.webhook_id
       WHERE w.account_id = $1`,
      [account.accountId],
    );
    const eventsOf = (name: string) =>
      new Set(rows.filter((row) => row.name === name).map(({ event }) => event));
    const idsOf = (wanted: (side: string) => boolean) =>
      published.flatMap(({ id: eventId }, n) => (wanted(sides[n]!) ? [eventId] : []));
    expect(eventsOf('steady')).toEqual(new Set(idsOf((side) => side !== 'middle')));
    for (const eventId of idsOf((side) => side === 'middle'))
      expect(eventsOf('changing').has(eventId)).toBe(false);
    const counted = published.reduce((sum, { deliveries }) => sum + deliveries, 0);
    expect(counted).toBe(rows.length);
  });

  it('are what the invariants of the suites judge by', async () => {
    const id = await register('judged', { filter: GOOD });
    await test.database.query(
      `UPDATE webhooks SET updated_at = updated_at - interval '1 minute' WHERE id = $1`,
      [id],
    );
    const [low, high] = [await publish({ score: 1 }), await publish({ score: 91 })];
    expect(await brokenInvariants(test.database)).toEqual([]);
    // As if the filter had been the opposite all the time: now one event is missing and one is too many.
    await test.database.query(`UPDATE webhooks SET filter_path = '$."data"."score" < 90' WHERE id = $1`, [
      id,
    ]);
    expect(await brokenInvariants(test.database)).toEqual([
      expect.stringMatching(new RegExp(`^an event has a delivery for each active webhook.*: ${low.id}$`)),
      expect.stringMatching(/^no webhook got an event that its filter refuses: dlv_/),
    ]);
    expect(await receiversOf(high.id)).toEqual(['judged']);
    await api.delete(`/v1/webhooks/${id}`).expect(204);
  });

  describe('in replays of what is missing', () => {
    const replayOf = async (webhookId: string, fields: object = {}) => {
      const asked = { created_after: LONG_AGO, webhook_id: webhookId, missing: true, ...fields };
      const { body } = await api.post('/v1/replays', asked).expect(202);
      if (body.dry_run) return body;
      return waitFor('the replay to complete', async () => {
        const { body: now } = await api.get(`/v1/replays/${body.id}`).expect(200);
        return now.status === 'completed' && now;
      });
    };

    it('choose what is counted and sent', async () => {
      const events = Array.from({ length: 1_200 }, (_, n) => ({
        type: 'lead.verified',
        data: { score: n % 100 },
      }));
      await api.post('/v1/events/batch', { events: events.slice(0, 600) }).expect(202);
      await api.post('/v1/events/batch', { events: events.slice(600) }).expect(202);
      const odd = [
        { score: 95, name: '\0' },
        { score: 5, name: '\ud800' },
        { score: 99, tags: Array.from({ length: 6_000 }, (_, n) => n) },
      ];
      for (const data of odd) await publish(data);
      const id = await register('late', { filter: GOOD });
      const plain = await register('late too');
      expect(await replayOf(id, { dry_run: true })).toMatchObject({ matched: 122 });
      expect(await replayOf(id)).toMatchObject({ matched: 122, sent: 122 });
      expect(await replayOf(plain, { dry_run: true })).toMatchObject({ matched: 1_203 });
      const [row] = await test.database.query<{ wrong: number }>(
        `SELECT count(*)::int AS wrong FROM deliveries d JOIN events e ON e.id = d.event_id
         WHERE d.webhook_id = $1 AND (coalesce(e.filterable_body, e.body)::json -> 'data' ->> 'score')::int < 90`,
        [id],
      );
      expect(row!.wrong).toBe(0);
    });

    it('choose for a single event too', async () => {
      const low = await publish({ score: 1 });
      const high = await publish({ score: 91 });
      const id = await register('late', { filter: GOOD });
      const again = async (eventId: string) =>
        (await api.post(`/v1/events/${eventId}/replay`, { webhook_id: id, missing: true }).expect(202)).body
          .deliveries;
      expect(await again(low.id)).toEqual([]);
      expect(await again(high.id)).toHaveLength(1);
    });

    it('judge events of the time before filters, also those that jsonb does not take', async () => {
      const event = await publish({ score: 91, name: '\0' });
      await test.database.query('UPDATE events SET filterable_body = NULL WHERE id = $1', [event.id]);
      const byData = await register('by data', { filter: GOOD });
      const byType = await register('by type', { filter: { type: 'lead.verified' } });
      expect(await replayOf(byData)).toMatchObject({ matched: 0 });
      expect(await replayOf(byType)).toMatchObject({ matched: 1, sent: 1 });
    });
  });
});
