import { SCOPES } from '../../src/http';
import { type DocumentedCall, exampleOf, readApiDocument, securedCalls } from '../support/api-document';
import { aLead } from '../support/lead-requests';
import { expectProblem } from '../support/problem';
import { callRaw, type RawAnswer } from '../support/raw-http';
import { Receiver } from '../support/receiver';
import { type AccountUnderTest, createKey, createSecondAccount } from '../support/second-account';
import { type Api, startTestPlatform, type TestPlatform } from '../support/test-platform';
import { waitFor } from '../support/wait-for';

/** An id for each collection, by its name in the path. */
type Things = Record<string, string>;

/** Collections that no key bound to a buyer may see. */
const OF_ACCOUNT = ['leads', 'suppressions', 'lead-sources', 'pings'];
/** Collections that are the same for everybody, with one of each. */
const OF_EVERYBODY: Things = { formats: 'slack' };
/** Calls of one thing that refuse `{}` before they look for it. */
const NEED_A_BODY = new Set(['/v1/buyers/{id}/bidding', '/v1/pings/{id}/post']);
/** Every table with `account_id`, in which any change would show. */
const TABLES = [
  ...['api_keys', 'buyers', 'event_types', 'webhooks', 'events', 'deliveries', 'replays'],
  ...['leads', 'lead_claims', 'lead_submissions', 'crm_activities', 'suppressions', 'pings', 'bidders'],
  ...['streamsynq_doors', 'lead_source_secrets', 'buyer_days'],
];

/** Some tests make every call there is and look at every table before and after. */
jest.setTimeout(120_000);

describe('the walls between tenants', () => {
  let test: TestPlatform;
  let receiver: Receiver;
  let calls: DocumentedCall[];
  let first: AccountUnderTest;
  let second: AccountUnderTest;
  let theirs: Things;

  beforeAll(async () => {
    test = await startTestPlatform();
    receiver = await Receiver.start();
    calls = securedCalls(await readApiDocument(test));
    const [account] = await test.database.query<{ id: string }>('SELECT id FROM accounts');
    first = { accountId: account!.id, api: test.api };
    second = await createSecondAccount(test);
    theirs = await makeThings(first.api);
  });

  afterAll(async () => {
    await receiver.stop();
    await test.close();
  });

  /** One of everything that has an id, with a delivery that has ended. @param buyer its own id for a buyer */
  async function makeThings(api: Api, buyer = 'acme'): Promise<Things> {
    await api.post('/v1/buyers', { id: buyer, name: 'Acme' }).expect(201);
    const name = `${buyer}.made`;
    await api.post('/v1/event-types', { name, description: 'Made.' }).expect(201);
    const { body: webhook } = await api
      .post('/v1/webhooks', {
        url: receiver.url,
        events: [name],
        buyer_id: buyer,
        // With a public key, so that every call about a webhook has something to show.
        format: 'standard',
        format_options: { signature: 'ed25519' },
        mapping: '{"seen": $}',
        filter: { type: name },
      })
      .expect(201);
    const { body: event } = await api
      .post('/v1/events', { type: name, data: {}, buyer_id: buyer })
      .expect(202);
    const delivery = await waitFor('the delivery', async () => {
      const { body } = await api.get(`/v1/deliveries?event_id=${event.id}&status=success`).expect(200);
      return body.data[0]?.id as string | undefined;
    });
    const { body: replay } = await api
      .post('/v1/replays', { buyer_id: buyer, status: 'failed', created_after: event.created })
      .expect(202);
    const { body: key } = await api
      .post('/v1/api-keys', { name: 'k', scopes: ['*'], buyer_id: buyer })
      .expect(201);
    await api.put(`/v1/buyers/${buyer}/bidding`, { url: receiver.url }).expect(200);
    return {
      ...(await makeLeads(api, buyer)),
      webhooks: webhook.id,
      events: event.id,
      deliveries: delivery,
      replays: replay.id,
      buyers: buyer,
      'event-types': name,
      'api-keys': key.id,
    };
  }

  /** The same people, in whatever account. */
  async function makeLeads(api: Api, buyer: string): Promise<Things> {
    const lastFour = buyer === 'acme' ? '2001' : '2002';
    const known = { phone: `+1813555${lastFour}`, source_lead_id: buyer };
    const { body: lead } = await api.post('/v1/leads', aLead(known)).expect(201);
    await api.post(`/v1/leads/${lead.id}/submissions`, { crm_lead_id: `crm-${buyer}` }).expect(201);
    const { body: suppression } = await api
      .post('/v1/suppressions', { phone: `+1727555${lastFour}` })
      .expect(201);
    const { body: ping } = await api.post('/v1/pings', { attributes: {} }).expect(201);
    return { leads: lead.id, suppressions: suppression.id, pings: ping.id };
  }

  const collectionOf = ({ path }: DocumentedCall) => path.split('/')[2]!;
  const isOfEverybody = (call: DocumentedCall) => collectionOf(call) in OF_EVERYBODY;
  const withIds = () => calls.filter((call) => call.path.includes('{') && !isOfEverybody(call));

  function urlOf(call: DocumentedCall, things: Things): string {
    const id = things[collectionOf(call)] ?? OF_EVERYBODY[collectionOf(call)];
    if (id === undefined) throw new Error(`Make one of ${call.path} first: no call may be left out here.`);
    return call.path.replace(/\{\w+\}/, id);
  }

  /** With ids an acceptable body, so that it is the id that decides; without, one that makes nothing. */
  function bodyOf(call: DocumentedCall): string {
    return JSON.stringify(NEED_A_BODY.has(call.path) ? exampleOf(call) : {});
  }

  function send(call: DocumentedCall, url: string, headers: Record<string, string>): Promise<RawAnswer> {
    const hasBody = call.operation.requestBody !== undefined;
    return callRaw(test.platform.url, {
      method: call.method,
      path: url,
      headers: { ...headers, ...(hasBody && { 'content-type': 'application/json' }) },
      ...(hasBody && { body: bodyOf(call) }),
    });
  }

  const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

  /** Everything an account owns, once nothing is under way, as text, so that any change shows. */
  async function stateOf(accountId: string): Promise<string> {
    await waitFor('all deliveries, replays and leads to end', async () => {
      const open = await test.database.query(
        `SELECT 1 FROM deliveries WHERE status = 'pending' UNION ALL SELECT 1 FROM replays WHERE status = 'running'
         UNION ALL SELECT 1 FROM leads WHERE step IS NOT NULL`,
      );
      return open.length === 0;
    });
    const states = test.database.query(
      TABLES.map((table) => `SELECT '${table}', t::text FROM ${table} t WHERE account_id = $1`).join(
        ' UNION ALL ',
      ) + ' ORDER BY 1, 2',
      [accountId],
    );
    const secrets = test.database.query(
      `SELECT s::text FROM webhook_secrets s JOIN webhooks w ON w.id = s.webhook_id WHERE account_id = $1 ORDER BY 1`,
      [accountId],
    );
    const attempts = test.database.query('SELECT count(*)::int FROM attempts');
    return JSON.stringify(await Promise.all([states, secrets, attempts]));
  }

  describe('of accounts', () => {
    it('have an id of another account nowhere, whatever the call', async () => {
      const key = await createKey(test, second.accountId, { scopes: ['*'] });
      const before = await stateOf(first.accountId);
      expect(withIds().length).toBeGreaterThanOrEqual(30);
      for (const call of withIds()) {
        const answer = await send(call, urlOf(call, theirs), bearer(key));
        expect([call.method, call.path, answer.status]).toEqual([call.method, call.path, 404]);
        expectProblem(answer, { code: 'NOT_FOUND' });
      }
      expect(await stateOf(first.accountId)).toBe(before);
    });

    it('answer for ids of others as for ids of nobody', async () => {
      const key = await createKey(test, second.accountId, { scopes: ['*'] });
      const nobodys: Things = Object.fromEntries(
        Object.entries(theirs).map(([name, id]) => [
          name,
          id.replace(/_(.{20}).*/, '_$1000000').replace(/^acme/, 'emca'),
        ]),
      );
      for (const call of withIds()) {
        const id = { ...bearer(key), 'x-request-id': 'same' };
        const ofOthers = await send(call, urlOf(call, theirs), id);
        const ofNobody = await send(call, urlOf(call, nobodys), id);
        expect(urlOf(call, nobodys)).not.toBe(urlOf(call, theirs));
        expect(ofNobody.text).toBe(ofOthers.text);
      }
    });

    it('show nothing of each other in lists', async () => {
      const lists = calls.filter(({ method, path }) => method === 'GET' && !path.includes('{'));
      expect(lists.length).toBeGreaterThan(5);
      for (const { path } of lists) {
        const { body } = await second.api.get(path).expect(200);
        for (const id of Object.values(theirs)) expect(JSON.stringify(body)).not.toContain(`"${id}"`);
      }
      for (const [filter, id] of [
        ['webhook_id', theirs['webhooks']],
        ['event_id', theirs['events']],
        ['buyer_id', theirs['buyers']],
        ['event_type', theirs['event-types']],
      ]) {
        const { body } = await second.api.get(`/v1/deliveries?${filter}=${id}`).expect(200);
        expect(body.data).toEqual([]);
      }
    });

    it('let nobody name what is not theirs in a body', async () => {
      const { api } = second;
      const url = receiver.url;
      const after = '2020-01-01T00:00:00Z';
      const before = await stateOf(first.accountId);
      const expected: [string, object, string][] = [
        ['/v1/webhooks', { url, events: ['*'], buyer_id: 'acme' }, 'UNKNOWN_BUYER'],
        ['/v1/webhooks', { url, events: ['acme.made'] }, 'UNKNOWN_EVENT_TYPE'],
        ['/v1/events', { type: 'lead.verified', data: {}, buyer_id: 'acme' }, 'UNKNOWN_BUYER'],
        ['/v1/events', { type: 'acme.made', data: {} }, 'UNKNOWN_EVENT_TYPE'],
        ['/v1/api-keys', { name: 'x', scopes: ['*'], buyer_id: 'acme' }, 'UNKNOWN_BUYER'],
      ];
      for (const [path, body, code] of expected) {
        const answer = await api.post(path, body);
        expect([path, answer.status, answer.body.code]).toEqual([path, 422, code]);
      }
      const dry = { created_after: after, dry_run: true };
      const { body: counted } = await api.post('/v1/replays', dry).expect(202);
      expect(counted.matched).toBe(0);
      await api.post('/v1/replays', { ...dry, webhook_id: theirs['webhooks'] }).expect(404);
      await api.post('/v1/replays', { ...dry, buyer_id: 'acme' }).expect(422);
      const { body: event } = await api.post('/v1/events', { type: 'lead.verified', data: {} }).expect(202);
      await api.post(`/v1/events/${event.id}/replay`, { webhook_id: theirs['webhooks'] }).expect(404);
      const preview = { event_type: 'lead.verified' };
      await api.post('/v1/mappings/preview', { ...preview, webhook_id: theirs['webhooks'] }).expect(404);
      await api.post('/v1/mappings/preview', { ...preview, buyer_id: 'acme' }).expect(422);
      await api.post('/v1/mappings/preview', { event_type: 'acme.made' }).expect(422);
      const { body: suppression } = await first.api.get('/v1/suppressions').expect(200);
      await api.delete(`/v1/suppressions/${suppression.data[0].phone}`).expect(404);
      const { body: leads } = await api.get('/v1/leads?phone=%2B18135552001').expect(200);
      expect(leads.data).toEqual([]);
      expect(await stateOf(first.accountId)).toBe(before);
    });

    it('send events to webhooks of their own account only', async () => {
      const everything = { url: receiver.url, events: ['*'] };
      const filter = { $or: [{ buyer_id: 'acme' }, { buyer_id: { $exist: true } }, { type: 'bid.won' }] };
      const mine = await Promise.all(
        [everything, { ...everything, filter }].map((webhook) => second.api.post('/v1/webhooks', webhook)),
      );
      expect(mine.map(({ status }) => status)).toEqual([201, 201]);
      const bid = { type: 'bid.won', data: {} };
      for (const event of [bid, { ...bid, buyer_id: 'acme' }]) {
        const { body: published } = await first.api.post('/v1/events', event).expect(202);
        expect(published.deliveries).toBe(0);
      }
      const { body: own } = await second.api.post('/v1/events', bid).expect(202);
      expect(own.deliveries).toBe(2);
      for (const { body } of mine) await second.api.delete(`/v1/webhooks/${body.id}`).expect(204);
    });

    it('may use the same names for their own things', async () => {
      const own = await makeThings(second.api);
      expect(own['buyers']).toBe(theirs['buyers']);
      const { body } = await second.api.get('/v1/deliveries').expect(200);
      expect(body.data.map(({ id }: { id: string }) => id)).toContain(own['deliveries']);
      expect(body.data.map(({ id }: { id: string }) => id)).not.toContain(theirs['deliveries']);
      const { body: lead } = await second.api.get(`/v1/leads/${own['leads']}`).expect(200);
      expect(lead).toMatchObject({ phone: '+18135552001', source_lead_id: 'acme', eligible: true });
    });

    it('ask no bidder of another account', async () => {
      const own = await Receiver.start();
      const { body: buyer } = await second.api.post('/v1/buyers', { name: 'Own' }).expect(201);
      await second.api.put(`/v1/buyers/${buyer.id}/bidding`, { url: own.url }).expect(200);
      const { body: ping } = await second.api.post('/v1/pings', { attributes: {} }).expect(201);
      const askedBy = ({ received }: Receiver) =>
        received.filter(({ body }) => body.includes(ping.id)).length;
      await first.api.post('/v1/pings', { attributes: {} }).expect(201);
      expect([askedBy(own), own.received.length]).toEqual([1, 1]);
      await second.api.delete(`/v1/buyers/${buyer.id}/bidding`).expect(204);
      await own.stop();
    });

    it('have doors of their own', async () => {
      const doors = await Promise.all(
        [first, second].map(({ api }) => api.get('/v1/lead-sources/streamsynq')),
      );
      expect(new Set(doors.map(({ body }) => body.user_id)).size).toBe(2);
      const { body: rotated } = await first.api.post('/v1/lead-sources/streamsynq/rotate', {}).expect(200);
      const { body: seconds } = await second.api.get('/v1/lead-sources/streamsynq').expect(200);
      expect(seconds.signing_secret).not.toBe(rotated.signing_secret);
    });
  });

  describe('of buyers', () => {
    let acme: Api;
    let acmeKey: string;
    let others: Things;
    let shared: Things;

    beforeAll(async () => {
      acmeKey = await createKey(test, first.accountId, { scopes: ['*'], buyerId: 'acme' });
      acme = test.api.as(acmeKey);
      others = await makeThings(first.api, 'other');
      shared = await makeShared();
    });

    /** What belongs to the account as a whole. */
    async function makeShared(): Promise<Things> {
      const { api } = first;
      const { body: webhook } = await api
        .post('/v1/webhooks', { url: receiver.url, events: ['bid.won'] })
        .expect(201);
      const { body: event } = await api.post('/v1/events', { type: 'bid.won', data: {} }).expect(202);
      const { body: list } = await api.get(`/v1/deliveries?event_id=${event.id}`).expect(200);
      const { body: replay } = await api
        .post('/v1/replays', { status: 'failed', created_after: event.created })
        .expect(202);
      const { body: key } = await api.post('/v1/api-keys', { name: 'k', scopes: ['*'] }).expect(201);
      await waitFor('the delivery', async () => {
        const { body } = await api.get(`/v1/deliveries/${list.data[0].id}`);
        return body.status === 'success';
      });
      return {
        webhooks: webhook.id,
        events: event.id,
        deliveries: list.data[0].id,
        replays: replay.id,
        'api-keys': key.id,
      };
    }

    it.each(['others', 'shared'] as const)(
      'have nothing of %s for a key that is bound to one',
      async (whose) => {
        const things = whose === 'others' ? others : shared;
        const before = await stateOf(first.accountId);
        for (const call of withIds()) {
          const collection = collectionOf(call);
          // Types are the account's: readable for all its keys.
          if (collection === 'event-types' || !(collection in things)) continue;
          const answer = await send(call, urlOf(call, things), bearer(acmeKey));
          const isOfAccount =
            OF_ACCOUNT.includes(collection) || (call.path === '/v1/buyers/{id}' && call.method !== 'GET');
          expect([call.method, call.path, answer.status]).toEqual([
            call.method,
            call.path,
            isOfAccount ? 403 : 404,
          ]);
        }
        expect(await stateOf(first.accountId)).toBe(before);
      },
    );

    it('keep from a bound key whatever is for the whole account', async () => {
      const before = await stateOf(first.accountId);
      const { body: buyer } = await acme.post('/v1/buyers', { name: 'x' }).expect(403);
      expect(buyer.code).toBe('FORBIDDEN');
      await acme.patch('/v1/buyers/acme', { name: 'x' }).expect(403);
      await acme.delete('/v1/buyers/acme').expect(403);
      await acme.post('/v1/event-types', { name: 'a.b', description: 'x' }).expect(403);
      await acme.patch('/v1/event-types/acme.made', { description: 'x' }).expect(403);
      expect(await stateOf(first.accountId)).toBe(before);
    });

    it('keep leads and what they need from a bound key, in every call', async () => {
      const before = await stateOf(first.accountId);
      const ofAccount = calls.filter((call) => OF_ACCOUNT.includes(collectionOf(call)));
      expect(ofAccount.length).toBeGreaterThanOrEqual(20);
      for (const call of ofAccount) {
        const url = call.path.includes('{') ? urlOf(call, theirs) : call.path;
        const answer = await acme.call(call.method, url, exampleOf(call));
        expect([call.method, call.path, answer.status]).toEqual([call.method, call.path, 403]);
        expect(answer.body.code).toBe('FORBIDDEN');
      }
      expect(await stateOf(first.accountId)).toBe(before);
    });

    it('let a bound key see and change how its buyer bids', async () => {
      const url = `${receiver.url}/bids`;
      const { body: put } = await acme.put('/v1/buyers/acme/bidding', { url }).expect(200);
      const { body: own } = await acme.get('/v1/buyers/acme/bidding').expect(200);
      expect(own).toEqual(put);
      const { body: theirs } = await first.api.get('/v1/buyers/other/bidding').expect(200);
      expect(theirs.url).toBe(receiver.url);
      expect(theirs.secret).not.toBe(own.secret);
    });

    it('show a bound key its own things in lists, and no others', async () => {
      for (const list of ['webhooks', 'events', 'deliveries', 'replays', 'buyers', 'api-keys']) {
        const { body } = await acme.get(`/v1/${list}?limit=250`).expect(200);
        const ids = body.data.map(({ id }: { id: string }) => id) as string[];
        expect([list, ids]).toEqual([list, expect.arrayContaining([theirs[list]])]);
        expect(ids).not.toContain(others[list]);
        expect(ids).not.toContain(shared[list]);
      }
      for (const path of ['webhooks', 'events', 'deliveries']) {
        const { body } = await acme.get(`/v1/${path}?buyer_id=other`).expect(200);
        expect(body.data).toEqual([]);
      }
    });

    it('make what a bound key makes that of its buyer, and nobody else’s', async () => {
      const webhook = { url: receiver.url, events: ['ping.received'] };
      const { body: made } = await acme.post('/v1/webhooks', webhook).expect(201);
      expect(made.buyer_id).toBe('acme');
      const event = { type: 'ping.received', data: {} };
      const { body: published } = await acme.post('/v1/events', event).expect(202);
      expect(published).toMatchObject({ buyer_id: 'acme', deliveries: 1 });
      const { body: key } = await acme.post('/v1/api-keys', { name: 'x', scopes: ['*'] }).expect(201);
      expect(key.buyer_id).toBe('acme');

      const before = await stateOf(first.accountId);
      for (const body of [
        { ...webhook, buyer_id: 'other' },
        { ...webhook, buyer_id: null },
      ]) {
        await acme.post('/v1/webhooks', body).expect(422);
      }
      await acme.patch(`/v1/webhooks/${made.id}`, { buyer_id: null }).expect(422);
      await acme.patch(`/v1/webhooks/${made.id}`, { buyer_id: 'other' }).expect(422);
      await acme.post('/v1/events', { ...event, buyer_id: 'other' }).expect(422);
      await acme.post('/v1/events/batch', { events: [event, { ...event, buyer_id: 'other' }] }).expect(422);
      await acme.post('/v1/api-keys', { name: 'x', scopes: ['*'], buyer_id: 'other' }).expect(422);
      const replay = { created_after: '2020-01-01T00:00:00Z', dry_run: true };
      await acme.post('/v1/replays', { ...replay, buyer_id: 'other' }).expect(422);
      await acme.post('/v1/replays', { ...replay, webhook_id: others['webhooks'] }).expect(404);
      await acme.post('/v1/replays', { ...replay, webhook_id: shared['webhooks'] }).expect(404);
      const preview = { event_type: 'lead.verified', mapping: '$' };
      await acme.post('/v1/mappings/preview', { ...preview, buyer_id: 'other' }).expect(422);
      for (const webhook_id of [others['webhooks'], shared['webhooks']]) {
        await acme.post('/v1/mappings/preview', { ...preview, webhook_id }).expect(404);
      }
      const { body: shown } = await acme.post('/v1/mappings/preview', preview).expect(200);
      expect(JSON.parse(shown.request.body).buyer).toEqual({ id: 'acme', name: 'Acme' });
      expect(await stateOf(first.accountId)).toBe(before);
    });

    it('widen no webhook by what its filter asks for', async () => {
      const { body: webhook } = await acme
        .post('/v1/webhooks', {
          url: receiver.url,
          events: ['lead.verified'],
          filter: { $or: [{ buyer_id: 'other' }, { $not: { buyer_id: 'acme' } }, { buyer_id: 'acme' }] },
        })
        .expect(201);
      const countOf = async (buyer_id?: string) => {
        const event = { type: 'lead.verified', data: {}, ...(buyer_id && { buyer_id }) };
        return (await first.api.post('/v1/events', event).expect(202)).body.deliveries as number;
      };
      expect(await countOf('other')).toBe(0);
      expect(await countOf()).toBe(0);
      expect(await countOf('acme')).toBe(1);
      await acme.delete(`/v1/webhooks/${webhook.id}`).expect(204);
    });

    it('show a mapping its own event, webhook and buyer, and nothing else', async () => {
      const { body: event } = await first.api
        .post('/v1/events', { type: 'acme.made', data: { a: 1 }, buyer_id: 'acme' })
        .expect(202);
      const received = await waitFor('the mapped delivery', () =>
        receiver.received.find(({ headers }) => headers['webhook-id'] === event.id),
      );
      expect(JSON.parse(received.body)).toEqual({
        seen: {
          event: expect.objectContaining({ id: event.id, type: 'acme.made', data: { a: 1 } }),
          webhook: { id: theirs['webhooks'], url: receiver.url, description: null, metadata: {} },
          buyer: { id: 'acme', name: 'Acme' },
        },
      });
    });

    it('do not give the deliveries of other webhooks away with an event', async () => {
      const { body: account } = await first.api
        .post('/v1/webhooks', { url: receiver.url, events: ['lead.distributed'] })
        .expect(201);
      const { body: event } = await first.api
        .post('/v1/events', { type: 'lead.distributed', data: {}, buyer_id: 'acme' })
        .expect(202);
      expect(event.deliveries).toBe(1);
      const { body: seen } = await acme.get(`/v1/events/${event.id}`).expect(200);
      expect(seen.deliveries).toEqual([]);
      const { body: replayed } = await acme.post(`/v1/events/${event.id}/replay`, {}).expect(202);
      expect(replayed.deliveries).toEqual([]);
      await first.api.delete(`/v1/webhooks/${account.id}`).expect(204);
    });

    it('do not fall by an idempotency key that another key of the account used', async () => {
      const webhook = { url: receiver.url, events: ['bid.won'] };
      const { body: made } = await first.api
        .post('/v1/webhooks', webhook)
        .set('idempotency-key', 'guessed')
        .expect(201);
      const { body: own } = await acme
        .post('/v1/webhooks', webhook)
        .set('idempotency-key', 'guessed')
        .expect(201);
      expect(own.buyer_id).toBe('acme');
      expect(own.secret).not.toBe(made.secret);
    });
  });

  describe('of scopes', () => {
    it('are documented for every call that needs a key', () => {
      const without = calls.filter(
        ({ operation }) => !(SCOPES as readonly unknown[]).includes(operation['x-required-scope']),
      );
      expect(without).toEqual([]);
    });

    it('close every call to a key that has all scopes but the one it needs', async () => {
      for (const call of calls) {
        const needed = call.operation['x-required-scope']!;
        const key = await createKey(test, first.accountId, {
          scopes: SCOPES.filter((scope) => scope !== needed),
        });
        const before = await stateOf(first.accountId);
        const url = call.path.includes('{') ? urlOf(call, theirs) : call.path;
        const answer = await send(call, url, bearer(key));
        expect([call.method, call.path, answer.status]).toEqual([call.method, call.path, 403]);
        expectProblem(answer, { code: 'FORBIDDEN' });
        expect(answer.text).toContain(needed);
        expect(await stateOf(first.accountId)).toBe(before);
      }
    });

    it('do not fall by an idempotency key that a mightier key used', async () => {
      const wanted = { name: 'x', scopes: ['*'] };
      const { body: made } = await first.api
        .post('/v1/api-keys', wanted)
        .set('idempotency-key', 'mighty')
        .expect(201);
      const manager = test.api.as(await createKey(test, first.accountId, { scopes: ['keys:manage'] }));
      const { text } = await manager
        .post('/v1/api-keys', wanted)
        .set('idempotency-key', 'mighty')
        .expect(422);
      expect(text).not.toContain(made.key);
      const equal = test.api.as(await createKey(test, first.accountId, { scopes: ['*'] }));
      const again = await equal.post('/v1/api-keys', wanted).set('idempotency-key', 'mighty').expect(201);
      expect(again.body).toEqual(made);
    });

    it('open every call to a key that has the one it needs and no other', async () => {
      for (const scope of new Set(calls.map(({ operation }) => operation['x-required-scope']!))) {
        const key = await createKey(test, second.accountId, { scopes: [scope] });
        for (const call of calls.filter(({ operation }) => operation['x-required-scope'] === scope)) {
          const url = call.path.includes('{') ? urlOf(call, theirs) : call.path;
          const { status } = await send(call, url.replace('acme', 'emca'), bearer(key));
          const isComplete = call.method === 'GET' || call.path.endsWith('/rotate');
          const isOfNobody = call.path.includes('{') && !isOfEverybody(call);
          const expected = isOfNobody ? 404 : isComplete ? 200 : 400;
          expect([call.method, call.path, status]).toEqual([call.method, call.path, expected]);
        }
      }
    });
  });

  describe('of keys', () => {
    it('and secrets are cached nowhere on the way', async () => {
      const { api } = second;
      const { body: webhook, headers } = await api
        .post('/v1/webhooks', { url: receiver.url, events: ['bid.won'] })
        .expect(201);
      const showing = [
        await api.post('/v1/api-keys', { name: 'x', scopes: ['*'] }).expect(201),
        await api.get(`/v1/webhooks/${webhook.id}/secret`).expect(200),
        await api.post(`/v1/webhooks/${webhook.id}/secret/rotate`, {}).expect(200),
        await api.get('/v1/lead-sources/streamsynq').expect(200),
        await api.put('/v1/lead-sources/streamsynq', { signing_secret: 'secret-of-sixteen' }).expect(200),
        await api.post('/v1/lead-sources/streamsynq/rotate', {}).expect(200),
        await api.put('/v1/buyers/acme/bidding', { url: receiver.url }).expect(200),
        await api.get('/v1/buyers/acme/bidding').expect(200),
      ];
      for (const shown of [headers, ...showing.map((answer) => answer.headers as Record<string, string>)]) {
        expect(shown['cache-control']).toBe('no-store');
      }
    });

    it('look the same from outside, whatever is wrong with a key and whatever is called', async () => {
      const revoked = await createKey(test, second.accountId, {});
      await test.database.query(`UPDATE api_keys SET revoked_at = now() WHERE last_four = $1`, [
        revoked.slice(-4),
      ]);
      const expired = await createKey(test, second.accountId, { expiresAt: new Date(Date.now() + 60_000) });
      await test.database.query(
        `UPDATE api_keys SET expires_at = now() - interval '1 second' WHERE last_four = $1`,
        [expired.slice(-4)],
      );
      const good = test.key;
      const wrong: Record<string, string>[] = [
        {},
        { authorization: '' },
        { authorization: 'Bearer' },
        { authorization: 'Bearer ' },
        { authorization: good },
        { authorization: `Basic ${Buffer.from(`${good}:`).toString('base64')}` },
        { authorization: `Bearer ${good} ${good}` },
        { authorization: `Bearer ${good}x` },
        { authorization: `Bearer ${good.slice(0, -1)}` },
        { authorization: `Bearer ${good.replace('live', 'test')}` },
        { authorization: `Bearer ${good.toUpperCase()}` },
        { authorization: `Bearer sk_live_${'0'.repeat(43)}` },
        { authorization: `Bearer ${'x'.repeat(8_000)}` },
        { authorization: "Bearer ' OR 1=1 --" },
        { authorization: `Bearer ${revoked}` },
        { authorization: `Bearer ${expired}` },
        { 'x-api-key': good },
        { cookie: `authorization=Bearer ${good}` },
      ];
      const answers = new Set<string>();
      for (const [index, call] of calls.entries()) {
        // Every call with some of them, every one of them on some call: the product would say no more.
        const some = index === 0 ? wrong : [wrong[0]!, wrong[index % wrong.length]!];
        for (const headers of some) {
          const url = call.path.includes('{') ? urlOf(call, theirs) : call.path;
          const answer = await send(call, url, { ...headers, 'x-request-id': 'same' });
          expectProblem(answer, { code: 'UNAUTHENTICATED' });
          const { date: _date, ...rest } = answer.headers;
          answers.add(JSON.stringify([rest, answer.text]));
        }
      }
      expect([...answers]).toHaveLength(1);
      expect([...answers][0]).toContain('"www-authenticate":"Bearer"');
    });
  });
});
