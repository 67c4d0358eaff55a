import { type ServerResponse } from 'node:http';
import { expectProblem } from '../../support/problem';
import { createKey, createSecondAccount } from '../../support/second-account';
import { startTestPlatform, type TestPlatform } from '../../support/test-platform';
import { aBuyer } from '../webhooks/a-buyer';
import { Bidders, bidding, OFFER, ping } from './bidding-buyer';

describe('pings', () => {
  let test: TestPlatform;
  const bidders = new Bidders(() => test);

  beforeAll(async () => {
    test = await startTestPlatform({ ROLE: 'api' });
  });

  afterEach(() => bidders.clear());
  afterAll(() => test.close());

  const countPings = async () => {
    const [row] = await test.database.query<{ pings: number }>(
      'SELECT count(*)::integer AS pings FROM pings',
    );
    return row!.pings;
  };

  it.each([
    ['a phone number', { attributes: { phone: '2145550100' } }, '/attributes'],
    ['a name in another spelling', { attributes: { firstName: 'Jane' } }, '/attributes'],
    ['an SSN far inside', { attributes: { a: [{ b: { 'S.S.N': 1 } }] } }, '/attributes'],
    ['a key that contains a word for it', { attributes: { customer_email: 1 } }, '/attributes'],
    ['a phone number in a text', { attributes: { contact: 'Jane Doe +18135551234' } }, '/attributes'],
    ['a phone number as its source', { source: 'form (813) 555-1234' }, '/source'],
    ['an e-mail address as its state', { state: 'jane@example.com' }, '/state'],
    ['no attributes', { attributes: undefined }, '/attributes'],
    ['a list of attributes', { attributes: ['x'] }, '/attributes'],
    [
      'too many attributes',
      { attributes: Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`a${n}`, n])) },
      '/attributes',
    ],
    ['too long attributes', { attributes: { a: 'x'.repeat(17_000) } }, '/attributes'],
    ['a negative floor', { floor_price: -1 }, '/floor_price'],
    ['a floor with three decimals', { floor_price: 1.005 }, '/floor_price'],
    ['a floor beyond reason', { floor_price: 1_000_001 }, '/floor_price'],
    ['a floor as text', { floor_price: '10' }, '/floor_price'],
    ['an unknown currency', { currency: 'XYZ' }, '/currency'],
    ['a currency in small letters', { currency: 'usd' }, '/currency'],
    ['too short a time', { time_limit_ms: 99 }, '/time_limit_ms'],
    ['too long a time', { time_limit_ms: 5001 }, '/time_limit_ms'],
    ['an unknown field', { phone: '2145550100' }, '/phone'],
  ])('are refused with %s, and nothing is stored', async (_what, more, pointer) => {
    const before = await countPings();
    const answer = await test.api.post('/v1/pings', { ...OFFER, ...more });
    expectProblem(answer, { code: 'VALIDATION_FAILED', pointers: [pointer] });
    expect(await countPings()).toBe(before);
  });

  it.each([
    ['contact.e_mail', { contact: { e_mail: 'jane@example.com' } }],
    ['contact.0', { contact: ['jane@example.com'] }],
    ['contact', { contact: { 'jane@example.com': true } }],
  ])('name %s, which tells too much, and not what it tells', async (place, attributes) => {
    const { body } = await test.api.post('/v1/pings', { attributes });
    expect(body.errors).toEqual([{ pointer: '/attributes', detail: expect.stringContaining(`"${place}"`) }]);
    expect(JSON.stringify(body)).not.toContain('jane');
  });

  it('have defaults for all but the attributes', async () => {
    const { body } = await test.api.post('/v1/pings', { attributes: {} }).expect(201);
    expect(body).toMatchObject({
      source: null,
      state: null,
      attributes: {},
      floor_price: 0,
      currency: 'USD',
    });
  });

  it('are shown one by one and in pages, also by their state', async () => {
    await bidders.add(bidding(20));
    const won = await ping(test.api);
    const lost = await ping(test.api, { floor_price: 21 });
    expect((await test.api.get(`/v1/pings/${won.id}`).expect(200)).body).toEqual(won);
    const { body: first } = await test.api.get('/v1/pings?limit=1').expect(200);
    expect(first.data).toEqual([lost]);
    const { body: second } = await test.api.get(`/v1/pings?limit=1&cursor=${first.next_cursor}`).expect(200);
    expect(second.data).toEqual([won]);
    const { body: filtered } = await test.api.get('/v1/pings?status=won').expect(200);
    expect(filtered.data[0]).toEqual(won);
    expectProblem(await test.api.get('/v1/pings?status=lost'), {
      code: 'VALIDATION_FAILED',
      pointers: ['?status'],
    });
    expectProblem(await test.api.get('/v1/pings/ping_unknown'), { code: 'NOT_FOUND' });
  });

  describe('with an Idempotency-Key', () => {
    const send = (key: string, offer: object = OFFER, api = test.api) =>
      api.post('/v1/pings', offer).set('Idempotency-Key', key);

    it('are offered once', async () => {
      const { receiver } = await bidders.add(bidding(20));
      const first = await send('once').expect(201);
      const again = await send('once').expect(201);
      expect(again.body).toEqual(first.body);
      expect(first.headers).not.toHaveProperty('idempotency-replayed');
      expect(again.headers['idempotency-replayed']).toBe('true');
      expect(receiver.received).toHaveLength(1);
    });

    it('refuse another offer', async () => {
      await send('taken').expect(201);
      expectProblem(await send('taken', { ...OFFER, floor_price: 11 }), { code: 'IDEMPOTENCY_KEY_REUSED' });
    });

    it('refuse the same offer by a key of other scopes', async () => {
      const { body } = await send('scoped').expect(201);
      const [account] = await test.database.query<{ id: string }>(
        'SELECT account_id AS id FROM pings WHERE id = $1',
        [body.id],
      );
      const lesser = await createKey(test, account!.id, { scopes: ['leads:write'] });
      expectProblem(await send('scoped', OFFER, test.api.as(lesser)), { code: 'IDEMPOTENCY_KEY_REUSED' });
    });

    it('say that the auction still runs', async () => {
      let respond: (response: ServerResponse) => void = () => undefined;
      const asked = new Promise<ServerResponse>((resolve) => (respond = resolve));
      await bidders.add((response) => respond(response));
      const offer = { ...OFFER, time_limit_ms: 5000 };
      const first = send('running', offer).then((answer) => answer);
      const response = await asked;
      const again = await send('running', offer);
      expectProblem(again, { code: 'IDEMPOTENCY_IN_PROGRESS' });
      expect(again.headers['retry-after']).toBe('1');
      expectProblem(await send('running'), { code: 'IDEMPOTENCY_KEY_REUSED' });
      bidding(20)(response);
      expect((await first).body.status).toBe('won');
      expect((await send('running', offer).expect(201)).body.id).toBe((await first).body.id);
    });

    it('are offered once by many requests at the same time', async () => {
      const { receiver } = await bidders.add(bidding(20));
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => send('at-once').then((answer) => answer)),
      );
      const statuses = answers.map(({ status }) => status);
      expect(statuses.filter((status) => status !== 201 && status !== 409)).toEqual([]);
      expect(statuses.filter((status) => status === 201).length).toBeGreaterThan(0);
      expect(receiver.received).toHaveLength(1);
    });

    it('are another offer after a day, and in another account', async () => {
      const { body: first } = await send('aged').expect(201);
      const { api: stranger } = await createSecondAccount(test);
      expect((await send('aged', OFFER, stranger).expect(201)).body.id).not.toBe(first.id);
      await test.database.query(`UPDATE pings SET created_at = now() - interval '25 hours' WHERE id = $1`, [
        first.id,
      ]);
      expect((await send('aged').expect(201)).body.id).not.toBe(first.id);
    });

    it('refuse a key that is none', async () => {
      expectProblem(await send('two words'), { code: 'INVALID_IDEMPOTENCY_KEY' });
    });
  });

  it('are hidden from other accounts, whose buyers are not asked', async () => {
    const { receiver } = await bidders.add(bidding(20));
    const mine = await ping(test.api);
    const { api: stranger } = await createSecondAccount(test);
    expectProblem(await stranger.get(`/v1/pings/${mine.id}`), { code: 'NOT_FOUND' });
    expect((await stranger.get('/v1/pings').expect(200)).body.data).toEqual([]);
    expect(await ping(stranger)).toMatchObject({ status: 'no_bid', bids: [] });
    expect(receiver.received).toHaveLength(1);
  });

  it('are forbidden to keys that are bound to a buyer', async () => {
    const { api } = await aBuyer(test.api, 'bound');
    const { id } = await ping(test.api);
    const before = await countPings();
    expectProblem(await api.post('/v1/pings', OFFER), { code: 'FORBIDDEN' });
    expectProblem(await api.get('/v1/pings'), { code: 'FORBIDDEN' });
    expectProblem(await api.get(`/v1/pings/${id}`), { code: 'FORBIDDEN' });
    expectProblem(await api.post(`/v1/pings/${id}/post`, { phone: '2145550100' }), { code: 'FORBIDDEN' });
    expect(await countPings()).toBe(before);
  });
});
