import { Client } from 'pg';
import { BuyersApiModule } from '../../../src/features/buyers/buyers.api.module';
import { waitFor } from '../../support/wait-for';
import { ApiUnderTest, type ApiSuite, openApiSuite } from './api-under-test';

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

describe('/v1/api-keys', () => {
  let suite: ApiSuite;
  let api: ApiUnderTest;
  let root: string;

  beforeAll(async () => {
    suite = await openApiSuite();
    api = await suite.start({ imports: [BuyersApiModule] });
    root = api.createdKey!;
    await api.call('POST /v1/buyers', { key: root, body: { id: 'acme', name: 'Acme' } });
    await api.call('POST /v1/buyers', { key: root, body: { id: 'other', name: 'Other' } });
  });

  afterAll(() => suite.close());

  it('makes a key that works, and shows it once', async () => {
    const created = await api.call('POST /v1/api-keys', {
      key: root,
      body: { name: 'Shop', scopes: ['keys:manage'], expires_at: '2100-01-01T00:00:00Z', mode: 'test' },
    });
    expect(created.status).toBe(201);
    expect(created.body).toEqual({
      id: expect.stringMatching(/^key_/) as string,
      name: 'Shop',
      scopes: ['keys:manage'],
      buyer_id: null,
      rate_limit_per_minute: null,
      expires_at: '2100-01-01T00:00:00.000Z',
      prefix: 'sk_test_',
      last_four: (created.body['key'] as string).slice(-4),
      created: expect.stringMatching(TIME) as string,
      key: expect.stringMatching(/^sk_test_[A-Za-z0-9_-]{43}$/) as string,
    });
    const listed = await api.call('GET /v1/api-keys', { key: created.body['key'] as string });
    const { key: _key, ...shown } = created.body;
    expect((listed.body['data'] as unknown[])[0]).toEqual(shown);
  });

  it.each([
    [['leads:write'], 'live'],
    [['leads:read', 'leads:write'], 'test'],
  ])('begins a key with %j in mode %s with l2i_ and limits it', async (scopes, mode) => {
    const created = await api.call('POST /v1/api-keys', { key: root, body: { name: 'Form', scopes, mode } });
    expect(created.status).toBe(201);
    const { key: secret, ...shown } = created.body as { key: string };
    expect(secret).toMatch(/^l2i_[A-Za-z0-9_-]{43}$/);
    expect(shown).toMatchObject({ prefix: 'l2i_', last_four: secret.slice(-4), rate_limit_per_minute: 120 });
    const listed = await api.call('GET /v1/api-keys', { key: root });
    expect((listed.body['data'] as unknown[])[0]).toEqual(shown);
  });

  it('lets an l2i_ key in as far as its scopes go, and refuses it once revoked', async () => {
    const { id, secret } = await api.key({ scopes: ['leads:write'] });
    const closed = await api.call('GET /v1/api-keys', { key: secret });
    expect(closed.body).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    await api.call(`DELETE /v1/api-keys/${id}`, { key: root });
    expect((await api.call('GET /v1/api-keys', { key: secret })).status).toBe(401);
  });

  it('leaves keys with leads:* among other scopes as they were', async () => {
    const body = { name: 'Portal', scopes: ['leads:write', 'events:read'] };
    expect((await api.call('POST /v1/api-keys', { key: root, body })).body).toMatchObject({
      prefix: 'sk_live_',
      rate_limit_per_minute: null,
    });
  });

  it('keeps no key in the database, only hashes', async () => {
    const { secret } = await api.key();
    const rows = await api.database.query<{ text: string }>('SELECT api_keys::text AS text FROM api_keys');
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter(({ text }) => text.includes(secret.slice(8)))).toEqual([]);
  });

  it('pages from the newest to the oldest', async () => {
    const made = [await api.key(), await api.key(), await api.key()].map(({ id }) => id).toReversed();
    const first = await api.call('GET /v1/api-keys?limit=2', { key: root });
    const second = await api.call(`GET /v1/api-keys?limit=2&cursor=${String(first.body['next_cursor'])}`, {
      key: root,
    });
    const ids = [first, second].flatMap(({ body }) => body['data'] as { id: string }[]).map(({ id }) => id);
    expect(ids.slice(0, 3)).toEqual(made);
  });

  it('ends a revoked key with the very next request', async () => {
    const { id, secret } = await api.key();
    expect((await api.call('GET /v1/api-keys', { key: secret })).status).toBe(200);
    expect((await api.call(`DELETE /v1/api-keys/${id}`, { key: root })).status).toBe(204);
    expect((await api.call('GET /v1/api-keys', { key: secret })).status).toBe(401);
    expect((await api.call(`DELETE /v1/api-keys/${id}`, { key: root })).status).toBe(404);
  });

  it('answers missing, malformed, unknown, revoked and expired keys alike', async () => {
    const revoked = await api.key();
    await api.call(`DELETE /v1/api-keys/${revoked.id}`, { key: root });
    const expired = await api.key();
    await api.database.query(
      `INSERT INTO api_keys SELECT 'key_expired', account_id, name, '\\x00', prefix, last_four, scopes, buyer_id,
         rate_limit_per_minute, expires_at, revoked_at, created_at FROM api_keys WHERE id = $1`,
      [expired.id],
    );
    await api.database.query("UPDATE api_keys SET expires_at = now() - interval '1 second' WHERE id = $1", [
      expired.id,
    ]);
    const unknown = `sk_live_${'x'.repeat(43)}`;
    const unknownForLeads = `l2i_${'x'.repeat(43)}`;
    const answers = await Promise.all(
      [undefined, 'nonsense', unknown, unknownForLeads, revoked.secret, expired.secret].map((key) =>
        api.call('GET /v1/api-keys', { ...(key !== undefined && { key }) }),
      ),
    );
    for (const { status, headers, body } of answers) {
      expect(status).toBe(401);
      expect(headers['www-authenticate']).toBe('Bearer');
      expect(body['detail']).toMatch(/sk_live_….*l2i_…/);
      expect({ ...body, request_id: '' }).toEqual({ ...answers[0]!.body, request_id: '' });
    }
  });

  it('refuses strangers before it looks at their body', async () => {
    const answer = await api.call('POST /v1/api-keys', { body: '{"broken' });
    expect(answer.body).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
    const large = await api.call('POST /v1/api-keys', { body: `"${'x'.repeat(1024 * 1024)}"` });
    expect(large.status).toBe(401);
  });

  it('lets no key give what it does not have', async () => {
    const { secret } = await api.key({ scopes: ['keys:manage', 'events:read'] });
    const make = (scopes: string[]) =>
      api.call('POST /v1/api-keys', { key: secret, body: { name: 'x', scopes } });
    expect((await make(['events:read'])).status).toBe(201);
    expect((await make(['events:write'])).body).toMatchObject({
      status: 403,
      code: 'FORBIDDEN',
      errors: [{ pointer: '/scopes' }],
    });
    expect((await make(['*'])).status).toBe(403);
  });

  it('keeps a key that is bound to a buyer to the keys of that buyer', async () => {
    const ours = await api.key({ buyerId: 'acme' });
    const theirs = await api.key({ buyerId: 'other' });
    const make = (body: object) =>
      api.call('POST /v1/api-keys', { key: ours.secret, body: { name: 'x', scopes: ['*'], ...body } });

    expect((await make({})).body).toMatchObject({ buyer_id: 'acme' });
    expect((await make({ buyer_id: 'other' })).body).toMatchObject({ status: 422, code: 'UNKNOWN_BUYER' });
    const listed = await api.call('GET /v1/api-keys', { key: ours.secret });
    const buyers = (listed.body['data'] as { buyer_id: string }[]).map(({ buyer_id: buyerId }) => buyerId);
    expect(new Set(buyers)).toEqual(new Set(['acme']));
    expect((await api.call(`DELETE /v1/api-keys/${theirs.id}`, { key: ours.secret })).status).toBe(404);
    expect((await api.call('GET /v1/api-keys', { key: theirs.secret })).status).toBe(200);
  });

  it('refuses a buyer that does not exist', async () => {
    const body = { name: 'x', scopes: ['*'], buyer_id: 'nobody' };
    expect((await api.call('POST /v1/api-keys', { key: root, body })).body).toMatchObject({
      status: 422,
      code: 'UNKNOWN_BUYER',
      errors: [{ pointer: '/buyer_id' }],
    });
  });

  it.each([
    [{}, ['/name', '/scopes']],
    [{ name: 'x', scopes: [] }, ['/scopes']],
    [{ name: 'x', scopes: ['events:*'] }, ['/scopes']],
    [{ name: 'x', scopes: ['*'], rate_limit_per_minute: 0 }, ['/rate_limit_per_minute']],
    [{ name: 'x', scopes: ['*'], expires_at: 'tomorrow' }, ['/expires_at']],
    [{ name: 'x', scopes: ['*'], expires_at: '2030-W01-1' }, ['/expires_at']],
    [{ name: 'x', scopes: ['*'], mode: 'prod' }, ['/mode']],
    [{ name: 'x\0', scopes: ['*'] }, ['/name']],
    [{ name: 'x', scopes: ['*'], account_id: 'acct_2' }, ['/account_id']],
  ])('refuses %j', async (body, pointers) => {
    const answer = await api.call('POST /v1/api-keys', { key: root, body });
    expect(answer.body).toMatchObject({ status: 400, code: 'VALIDATION_FAILED' });
    const named = (answer.body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer);
    expect([...new Set(named)].toSorted()).toEqual(pointers.toSorted());
  });

  it('refuses a key that would be expired from the start', async () => {
    const body = { name: 'x', scopes: ['*'], expires_at: '2020-01-01T00:00:00Z' };
    expect((await api.call('POST /v1/api-keys', { key: root, body })).body).toMatchObject({
      status: 422,
      code: 'RULE_VIOLATED',
    });
  });

  it.each(['key_nothing', 'wh_01kf0b3xw7e4z8m2q5v9c6t1sa', '%00', 'key_%F0%9F%98%80'])(
    'answers the id %s as unknown',
    async (id) => {
      expect((await api.call(`DELETE /v1/api-keys/${id}`, { key: root })).status).toBe(404);
    },
  );
});

describe('the last key that can manage keys', () => {
  let suite: ApiSuite;
  let api: ApiUnderTest;

  beforeAll(async () => {
    suite = await openApiSuite();
    api = await suite.start();
  });

  afterAll(() => suite.close());

  it('survives when the last two revoke themselves at the same moment', async () => {
    const { body } = await api.call('GET /v1/api-keys', { key: api.createdKey! });
    const firstId = (body['data'] as { id: string }[])[0]!.id;
    const second = await api.key({ scopes: ['keys:manage'] });
    const gate = new Client({ connectionString: suite.database.url });
    await gate.connect();
    await gate.query('BEGIN');
    await gate.query('SELECT 1 FROM api_keys FOR UPDATE');
    const revocations = [
      api.call(`DELETE /v1/api-keys/${firstId}`, { key: api.createdKey! }),
      api.call(`DELETE /v1/api-keys/${second.id}`, { key: second.secret }),
    ];
    // Both are under way and neither has revoked anything yet.
    await untilWaiting(gate, 2);
    await gate.query('COMMIT');
    await gate.end();
    const answers = await Promise.all(revocations);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 422]);
    expect(answers.find(({ status }) => status === 422)?.body).toMatchObject({ code: 'RULE_VIOLATED' });
  });
});

/** Until so many transactions of this database wait for a lock that another one holds. */
async function untilWaiting(client: Client, count: number): Promise<void> {
  const waiting = `SELECT DISTINCT pid FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE NOT granted AND datname = current_database()`;
  await waitFor(
    `${count} transactions to wait`,
    async () => (await client.query(waiting)).rowCount === count,
  );
}
