import { newId } from '../../../src/platform/ids';
import { Database } from '../../../src/platform/database';
import { BidsRepository } from '../../../src/features/auctions/persistence/bids.repository';
import { PingsRepository } from '../../../src/features/auctions/persistence/pings.repository';
import { createSecondAccount } from '../../support/second-account';
import { startTestPlatform, type TestPlatform } from '../../support/test-platform';

/** Auctions as they lie in the database. No worker runs that would settle any. */
describe('stored auctions', () => {
  let test: TestPlatform;
  let database: Database;
  let accountId: string;

  beforeAll(async () => {
    test = await startTestPlatform({ ROLE: 'api' });
    database = test.platform.app.get(Database, { strict: false });
    ({ accountId } = await createSecondAccount(test));
  });

  afterAll(() => test.close());

  interface Stored {
    status?: string;
    /** By the host's clock. */
    created?: string;
    timeLimit?: string;
    /** By the database's clock. */
    opened?: string;
  }

  /** Times are ages in PostgreSQL's words. */
  const store = async ({ status = 'open', created = '0', timeLimit = '1 second', opened = '0' }: Stored) => {
    const id = newId('ping');
    await test.database.query(
      `INSERT INTO pings (id, account_id, status, attributes, floor_price, currency, created_at, closes_at, opened_at)
       VALUES ($1, $2, $3, '{}', 10, 'USD', now() - $4::interval, now() - $4::interval + $5::interval,
         now() - $6::interval)`,
      [id, accountId, status, created, timeLimit, opened],
    );
    return id;
  };

  it('are overdue by the clock of the database, however wrong the one of their host is', async () => {
    // In minutes, so that none comes of age while the others are stored.
    await store({ created: '1 hour', timeLimit: '5 minutes', opened: '4 minutes' });
    await store({ created: '1 hour', timeLimit: '5 minutes', opened: '9 minutes' });
    const dead = await store({ created: '-1 hour', timeLimit: '5 minutes', opened: '11 minutes' });
    await store({ status: 'won', created: '1 hour', opened: '1 hour' });
    const overdue = await new PingsRepository(database).listOverdueIds(5 * 60, 100);
    expect(overdue).toEqual([dead]);
  });

  it('know when the database opened them', async () => {
    const { body } = await test.api.post('/v1/pings', { attributes: {} }).expect(201);
    const rows = await test.database.query(
      `SELECT 1 FROM pings WHERE id = $1 AND opened_at BETWEEN now() - interval '1 minute' AND now()`,
      [body.id],
    );
    expect(rows).toHaveLength(1);
  });

  it('take bids while they are open, the first of each buyer, and none once they are settled', async () => {
    const bids = new BidsRepository(database);
    const open = await store({});
    const settled = await Promise.all(['won', 'no_bid', 'posted'].map((status) => store({ status })));
    const bid = { buyerId: 'acme', status: 'bid', price: 20, detail: null, durationMs: 5 } as const;
    await bids.insert([open, ...settled].map((pingId) => ({ ...bid, pingId })));
    await bids.insert([{ ...bid, pingId: open, price: 99 }]);
    expect(await bids.list([open, ...settled])).toEqual([{ ...bid, pingId: open }]);
  });

  it('are listed by their state from an index, when there are many', async () => {
    await test.database.query(
      `INSERT INTO pings (id, account_id, status, attributes, floor_price, currency, created_at, closes_at)
       SELECT 'ping_' || lpad(n::text, 26, '0'), $1, CASE WHEN n % 5000 = 1 THEN 'posted' ELSE 'no_bid' END,
         '{}', 10, 'USD', now(), now()
       FROM generate_series(1, 20000) n`,
      [accountId],
    );
    await test.database.query('ANALYZE pings');
    const spy = jest.spyOn(database, 'query');
    const { calls } = spy.mock;
    const page = { accountId, status: 'posted', before: null, limit: 50 } as const;
    const listed = await new PingsRepository(database).list(page).finally(() => spy.mockRestore());
    expect(listed.map(({ status }) => status)).toEqual(Array.from({ length: listed.length }, () => 'posted'));
    expect(listed.length).toBeGreaterThan(3);
    const [sql, parameters] = calls[0]!;
    const plan = await database.query(`EXPLAIN ${sql}`, parameters);
    expect(JSON.stringify(plan)).toContain('pings_by_status');
    expect(JSON.stringify(plan)).not.toContain('Filter');
  });
});
