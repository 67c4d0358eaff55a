import { SCOPES } from '../../src/http';
import { type DocumentedCall, readApiDocument, securedCalls } from '../support/api-document';
import { expectProblem } from '../support/problem';
import { callRaw, type RawAnswer } from '../support/raw-http';
import { Receiver } from '../support/receiver';
import { type AccountUnderTest, createKey, createSecondAccount } from '../support/second-account';
import { type Api, startTestPlatform, type TestPlatform } from '../support/test-platform';
import { waitFor } from '../support/wait-for';

/** An id for each collection, by its name in the path. */
type Things = Record<string, string>;

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
      .post('/v1/webhooks', { url: receiver.url, events: [name], buyer_id: buyer })
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
    return {
      webhooks: webhook.id,
      events: event.id,
      deliveries: delivery,
      replays: replay.id,
      buyers: buyer,
      'event-types': name,
      'api-keys': key.id,
    };
  }

  const withIds = () => calls.filter(({ path }) => path.includes('{'));

  function urlOf({ path }: DocumentedCall, things: Things): string {
    const id = things[path.split('/')[2]!];
    if (id === undefined) throw new Error(`Make one of ${path} first: no call may be left out here.`);
    return path.replace(/\{\w+\}/, id);
  }

  function send(call: DocumentedCall, url: string, headers: Record<string, string>): Promise<RawAnswer> {
    const hasBody = call.operation.requestBody !== undefined;
    return callRaw(test.platform.url, {
      method: call.method,
      path: url,
      headers: { ...headers, ...(hasBody && { 'content-type': 'application/json' }) },
      ...(hasBody && { body: '{}' }),
    });
  }

  const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

  /** Everything an account owns, once nothing is under way, as text, so that any change shows. */
  async function stateOf(accountId: string): Promise<string> {
    await waitFor('all deliveries and replays to end', async () => {
      const open = await test.database.query(
        `SELECT 1 FROM deliveries WHERE status = 'pending' UNION ALL SELECT 1 FROM replays WHERE status = 'running'`,
      );
      return open.length === 0;
    });
    const tables = ['api_keys', 'buyers', 'event_types', 'webhooks', 'events', 'deliveries', 'replays'];
    const states = tables.map((table) =>
      test.database.query(`SELECT t::text FROM ${table} t WHERE account_id = $1 ORDER BY 1`, [accountId]),
    );
    const secrets = test.database.query(
      `SELECT s::text FROM webhook_secrets s JOIN webhooks w ON w.id = s.webhook_id WHERE account_id = $1 ORDER BY 1`,
      [accountId],
    );
    const attempts = test.database.query('SELECT count(*)::int FROM attempts');
    return JSON.stringify(await Promise.all([...states, secrets, attempts]));
  }

  describe('of accounts', () => {
    it('have an id of another account nowhere, whatever the call', async () => {
      const key = await createKey(test, second.accountId, { scopes: ['*'] });
      const before = await stateOf(first.accountId);
      expect(withIds().length).toBeGreaterThanOrEqual(19);
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
      expect(await stateOf(first.accountId)).toBe(before);
    });

    it('send events to webhooks of their own account only', async () => {
      const everything = { url: receiver.url, events: ['*'] };
      const { body: mine } = await second.api.post('/v1/webhooks', everything).expect(201);
      const { body: published } = await first.api
        .post('/v1/events', { type: 'bid.won', data: {} })
        .expect(202);
      expect(published.deliveries).toBe(0);
      await second.api.delete(`/v1/webhooks/${mine.id}`).expect(204);
    });

    it('may use the same names for their own things', async () => {
      const own = await makeThings(second.api);
      expect(own['buyers']).toBe(theirs['buyers']);
      const { body } = await second.api.get('/v1/deliveries').expect(200);
      expect(body.data.map(({ id }: { id: string }) => id)).toContain(own['deliveries']);
      expect(body.data.map(({ id }: { id: string }) => id)).not.toContain(theirs['deliveries']);
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
          const collection = call.path.split('/')[2]!;
          // Types are the account's: readable for all its keys.
          if (collection === 'event-types' || !(collection in things)) continue;
          const answer = await send(call, urlOf(call, things), bearer(acmeKey));
          const isOfAccount = collection === 'buyers' && call.method !== 'GET';
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
      expect(await stateOf(first.accountId)).toBe(before);
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
          const expected = call.path.includes('{') ? 404 : call.method === 'GET' ? 200 : 400;
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
