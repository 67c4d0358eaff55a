import { type ServerResponse } from 'node:http';
import { newId } from '../../../src/platform/ids';
import { Receiver } from '../../support/receiver';
import { startTestPlatform, type TestPlatform } from '../../support/test-platform';
import { verifyAsDocumented, verifyWithLibrary } from '../../support/verifiers';
import { waitFor } from '../../support/wait-for';
import { answering, Bidders, bidding, OFFER, ping, silent } from './bidding-buyer';

describe('an auction', () => {
  let test: TestPlatform;
  const bidders = new Bidders(() => test);

  beforeAll(async () => {
    test = await startTestPlatform();
  });

  afterEach(() => bidders.clear());
  afterAll(() => test.close());

  const eventsOf = async (type: string, pingId: string) => {
    const rows = await test.database.query<{ buyer_id: string | null; body: string }>(
      'SELECT buyer_id, body FROM events WHERE type = $1 ORDER BY id',
      [type],
    );
    return rows
      .map(({ buyer_id, body }) => ({ buyerId: buyer_id, data: JSON.parse(body).data }))
      .filter(({ data }) => data.ping_id === pingId);
  };

  const bidsOfOpen = () =>
    test.database.query(`SELECT 1 FROM bids JOIN pings ON pings.id = ping_id WHERE pings.status = 'open'`);

  it('goes to the highest bid, and tells the winner', async () => {
    const low = await bidders.add(bidding(12));
    const high = await bidders.add(bidding(42.5));
    const none = await bidders.add(bidding(null));
    const body = await ping(test.api);
    expect(body).toEqual({
      id: expect.stringMatching(/^ping_/),
      status: 'won',
      ...OFFER,
      currency: 'USD',
      winner: { buyer_id: high.id, price: 42.5 },
      bids: [
        { buyer_id: high.id, status: 'bid', price: 42.5, detail: null, duration_ms: expect.any(Number) },
        { buyer_id: low.id, status: 'bid', price: 12, detail: null, duration_ms: expect.any(Number) },
        { buyer_id: none.id, status: 'no_bid', price: null, detail: null, duration_ms: expect.any(Number) },
      ],
      lead_id: null,
      post_expires_at: new Date(Date.parse(body.closed) + 600_000).toISOString(),
      created: expect.any(String),
      closed: expect.any(String),
    });
    expect(await eventsOf('bid.won', body.id)).toEqual([
      {
        buyerId: high.id,
        data: {
          ping_id: body.id,
          buyer_id: high.id,
          price: 42.5,
          currency: 'USD',
          post_expires_at: body.post_expires_at,
          timestamp: body.closed,
        },
      },
    ]);
  });

  it('publishes the ping to the account, and bid.won to the winner alone', async () => {
    const hooks = await Receiver.start();
    const winner = await bidders.add(bidding(20));
    const loser = await bidders.add(bidding(15));
    for (const [path, buyer_id] of [
      ['/winner', winner.id],
      ['/loser', loser.id],
      ['/all', null],
    ]) {
      const url = new URL(path!, hooks.url).href;
      await test.api.post('/v1/webhooks', { url, events: ['ping.*', 'bid.*'], buyer_id }).expect(201);
    }
    await ping(test.api);
    await hooks.waitForCount(3);
    const got = hooks.received.map(({ path, body }) => `${path} ${JSON.parse(body).type}`);
    expect(got.toSorted()).toEqual(['/all bid.won', '/all ping.received', '/winner bid.won']);
    await hooks.stop();
  });

  it('asks with a body that carries the offer, signed in both forms', async () => {
    const buyer = await bidders.add(bidding(20));
    const { id, created } = await ping(test.api, { time_limit_ms: 2000 });
    const [request] = buyer.receiver.received;
    expect(JSON.parse(request!.body)).toEqual({
      id,
      type: 'bid.requested',
      created,
      data: {
        ping_id: id,
        ...OFFER,
        currency: 'USD',
        expires_at: new Date(Date.parse(created) + 2000).toISOString(),
      },
      api_version: '2024-01-01',
    });
    expect(verifyAsDocumented(request!, buyer.secret)).toBe(true);
    expect(verifyWithLibrary(request!, buyer.secret)).toBe(true);
    expect(
      verifyAsDocumented({ ...request!, body: request!.body.replace('solar', 'roofs') }, buyer.secret),
    ).toBe(false);
    expect(request!.headers['webhook-id']).toBe(id);
  });

  it('commits the ping and its event before anybody is asked', async () => {
    let respond: (response: ServerResponse) => void = () => undefined;
    const asked = new Promise<ServerResponse>((resolve) => (respond = resolve));
    await bidders.add((response) => respond(response));
    const answered = ping(test.api);
    const response = await asked;
    const { body: list } = await test.api.get('/v1/pings?status=open').expect(200);
    expect(list.data).toMatchObject([{ status: 'open', winner: null, bids: [], closed: null }]);
    expect(await eventsOf('ping.received', list.data[0].id)).toMatchObject([{ buyerId: null }]);
    bidding(30)(response);
    expect(await answered).toMatchObject({ id: list.data[0].id, status: 'won' });
  });

  it('is over when time is up, without those who have not answered', async () => {
    const quick = await bidders.add(bidding(11));
    const slow = await bidders.add(silent);
    const trickling = await bidders.add((response) => {
      const timer = setInterval(() => response.write(' '), 50);
      response.writeHead(200).once('close', () => clearInterval(timer));
    });
    const startedMs = performance.now();
    const body = await ping(test.api, { time_limit_ms: 1500 });
    const tookMs = performance.now() - startedMs;
    expect(tookMs).toBeGreaterThan(1400);
    // Before the end of the longest auction there is.
    expect(tookMs).toBeLessThan(4500);
    expect(body.winner.buyer_id).toBe(quick.id);
    for (const { id } of [slow, trickling]) {
      expect(body.bids).toContainEqual(
        expect.objectContaining({
          buyer_id: id,
          status: 'failed',
          detail: expect.stringMatching(/time|answer/i),
        }),
      );
    }
  });

  it('does not wait for time to be up when all have answered', async () => {
    await bidders.add(bidding(11));
    const startedMs = performance.now();
    await ping(test.api, { time_limit_ms: 5000 });
    expect(performance.now() - startedMs).toBeLessThan(4900);
  });

  it.each([
    ['an error status', 500, 'failed'],
    ['a redirect', 302, 'failed'],
    ['a connection that ends', (response: ServerResponse): void => void response.destroy(), 'failed'],
    [
      'less than announced',
      (response: ServerResponse) => {
        response.writeHead(200, { 'content-length': '500' }).write('{"bid":99}');
        setImmediate(() => response.destroy());
      },
      'failed',
    ],
    ['no content', 204, 'no_bid'],
    ['nothing', 200, 'invalid'],
    ['no JSON', answering('bid=99'), 'invalid'],
    ['a list', answering([99]), 'invalid'],
    ['another field', answering({ price: 99 }), 'invalid'],
    ['text', answering({ bid: '99' }), 'invalid'],
    ['a negative number', answering({ bid: -1 }), 'invalid'],
    ['three decimals', answering({ bid: 99.999 }), 'invalid'],
    ['more than anybody pays', answering({ bid: 1_000_000.01 }), 'invalid'],
    ['two bids in one', answering('{"bid":99,"bid":11}'), 'invalid'],
    ['too long an answer', answering(`{"bid":99,"x":"${'x'.repeat(20_000)}"}`), 'invalid'],
  ] as const)('takes %s for no winning bid', async (_what, answer, status) => {
    const honest = await bidders.add(bidding(10));
    const odd = await bidders.add(answer);
    const body = await ping(test.api);
    expect(body.winner).toEqual({ buyer_id: honest.id, price: 10 });
    const bid = body.bids.find(({ buyer_id }: { buyer_id: string }) => buyer_id === odd.id);
    const isExplained = /^.{10,}\.$/.test(bid.detail ?? '');
    expect({ ...bid, isExplained }).toMatchObject({ status, price: null, isExplained: status !== 'no_bid' });
  });

  it('goes to the faster of equal bids', async () => {
    const slower = await bidders.add((response) => {
      void waitFor('the bid of the other', async () => (await bidsOfOpen()).length > 0).then(() =>
        bidding(20)(response),
      );
    });
    const faster = await bidders.add(bidding(20));
    const body = await ping(test.api);
    expect(body.winner.buyer_id).toBe(faster.id);
    expect(body.bids.map(({ buyer_id }: { buyer_id: string }) => buyer_id)).toEqual([faster.id, slower.id]);
  });

  it('takes a bid at the floor, and none below', async () => {
    await bidders.add(bidding(19.99));
    const below = await ping(test.api, { floor_price: 20 });
    expect(below).toMatchObject({
      status: 'no_bid',
      winner: null,
      post_expires_at: null,
      bids: [{ price: 19.99 }],
    });
    expect(await eventsOf('bid.won', below.id)).toEqual([]);
    expect(await ping(test.api, { floor_price: 19.99 })).toMatchObject({
      status: 'won',
      winner: { price: 19.99 },
    });
  });

  it('has no bids without bidders', async () => {
    expect(await ping(test.api)).toMatchObject({ status: 'no_bid', winner: null, bids: [] });
  });

  it('asks no buyer whose targeting excludes the lead, whatever score it wants', async () => {
    const wanting = await bidders.add(bidding(20), { targeting: { states: ['TX'], minimum_score: 100 } });
    const elsewhere = await bidders.add(bidding(30), { targeting: { states: ['FL'] } });
    const picky = await bidders.add(bidding(30), { targeting: { sources: ['tv'] } });
    const body = await ping(test.api, { state: 'texas' });
    expect(body).toMatchObject({ state: 'TX', bids: [{ buyer_id: wanting.id }] });
    expect([...elsewhere.receiver.received, ...picky.receiver.received]).toEqual([]);
  });

  it('has no winner who was deleted before the end', async () => {
    const gone = await bidders.add(bidding(50));
    const staying = await bidders.add((response) => {
      void waitFor('the bid of the other', async () => (await bidsOfOpen()).length > 0)
        .then(() => test.api.delete(`/v1/buyers/${gone.id}`).expect(204))
        .then(() => bidding(20)(response));
    });
    const body = await ping(test.api);
    expect(body.winner).toEqual({ buyer_id: staying.id, price: 20 });
  });

  /** As a process leaves it that is killed after the answers and before the settlement. */
  const leaveOpen = async (bids: { buyerId: string; price: number; durationMs: number }[]) => {
    const id = newId('ping');
    await test.database.query(
      `INSERT INTO pings (id, account_id, status, attributes, floor_price, currency, closes_at, created_at, opened_at)
       SELECT $1, id, 'open', '{}', 10, 'USD', now() - interval '6 seconds', now() - interval '7 seconds',
         now() - interval '7 seconds'
       FROM accounts ORDER BY created_at LIMIT 1`,
      [id],
    );
    for (const { buyerId, price, durationMs } of bids) {
      await test.database.query(
        `INSERT INTO bids (ping_id, buyer_id, status, price, duration_ms) VALUES ($1, $2, 'bid', $3, $4)`,
        [id, buyerId, price, durationMs],
      );
    }
    return id;
  };

  it('that its process left open is settled from the stored bids, once', async () => {
    const winner = await bidders.add(bidding(1));
    const loser = await bidders.add(bidding(1));
    const won = await leaveOpen([
      { buyerId: loser.id, price: 20, durationMs: 90 },
      { buyerId: winner.id, price: 20, durationMs: 80 },
    ]);
    const empty = await leaveOpen([]);
    const settled = async (id: string) => {
      const { body } = await test.api.get(`/v1/pings/${id}`).expect(200);
      return body.status !== 'open' && body;
    };
    expect(await waitFor('the sweep', () => settled(won))).toMatchObject({
      status: 'won',
      winner: { buyer_id: winner.id, price: 20 },
    });
    expect(await waitFor('the sweep', () => settled(empty))).toMatchObject({ status: 'no_bid' });
    expect(await eventsOf('bid.won', won)).toHaveLength(1);
    expect(await eventsOf('bid.won', empty)).toEqual([]);
  });

  it('is counted', async () => {
    await bidders.add(bidding(20));
    await ping(test.api);
    const { text } = await test.api.get('/metrics').expect(200);
    expect(text).toMatch(/synaptis_auctions_total\{result="won"\} [1-9]/);
    expect(text).toMatch(/synaptis_bids_total\{status="bid"\} [1-9]/);
    expect(text).toMatch(/synaptis_auction_duration_seconds_count [1-9]/);
  });
});
