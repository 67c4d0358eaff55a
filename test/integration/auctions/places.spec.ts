import { type ServerResponse } from 'node:http';
import { expectProblem } from '../../support/problem';
import { createSecondAccount } from '../../support/second-account';
import { startTestPlatform, type TestPlatform } from '../../support/test-platform';
import { waitFor } from '../../support/wait-for';
import { Bidders, bidding, OFFER, ping } from './bidding-buyer';

/** How many auctions of one account run at once. */
const SHARE = 25;

describe('an account with as many auctions as it may hold', () => {
  let test: TestPlatform;
  const bidders = new Bidders(() => test);

  beforeAll(async () => {
    // As many connections to the one buyer as there are auctions.
    test = await startTestPlatform({ ROLE: 'api', WORKER_CONCURRENCY: String(SHARE) });
  });

  afterAll(async () => {
    await bidders.clear();
    await test.close();
  });

  it('waits no longer for another than that would take, and keeps no other account waiting', async () => {
    const asked: ServerResponse[] = [];
    await bidders.add((response) => void asked.push(response));
    const running: ReturnType<typeof ping>[] = [];
    // A few at once: on a machine that stands still, many would wait too long for a connection to PostgreSQL.
    while (running.length < SHARE) {
      for (let count = 0; count < 5; count++) running.push(ping(test.api, { time_limit_ms: 5000 }));
      await waitFor('the auctions to ask', () => asked.length === running.length);
    }

    const refused = await test.api.post('/v1/pings', { ...OFFER, time_limit_ms: 100 });
    expectProblem(refused, { code: 'UNAVAILABLE' });
    expect(refused.headers['retry-after']).toBe('1');
    const { api: other } = await createSecondAccount(test);
    expect(await ping(other, { time_limit_ms: 100 })).toMatchObject({ status: 'no_bid' });

    for (const response of asked) bidding(20)(response);
    const statuses = (await Promise.all(running)).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set(['won']));
    expect(await test.database.query('SELECT 1 FROM pings')).toHaveLength(SHARE + 1);
  });
});
