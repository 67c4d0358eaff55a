import { randomBytes } from 'node:crypto';
import { encodeId } from '../../../src/core/ids';
import { AuctionHousekeeping } from '../../../src/features/auctions/auction-housekeeping';
import { createSecondAccount } from '../../support/second-account';
import { startTestPlatform, type TestPlatform } from '../../support/test-platform';

const DAY_MS = 86_400_000;

describe('housekeeping of auctions', () => {
  let test: TestPlatform;
  let accountId: string;

  beforeEach(async () => {
    test = await startTestPlatform({ RETENTION_DAYS: '30' });
    ({ accountId } = await createSecondAccount(test));
  });

  afterEach(() => test.close());

  /** Pings of that age with two bids each, none of them overdue. @returns the id of the first */
  const store = async (ageDays: number, status: string, count = 1) => {
    const ids = Array.from({ length: count }, () =>
      encodeId('ping', Date.now() - ageDays * DAY_MS, randomBytes(10)),
    );
    await test.database.query(
      `INSERT INTO pings (id, account_id, status, attributes, floor_price, currency, created_at, closes_at)
       SELECT id, $2, $3, '{}', 10, 'USD', now(), now() + interval '1 hour' FROM unnest($1::text[]) id`,
      [ids, accountId, status],
    );
    await test.database.query(
      `INSERT INTO bids (ping_id, buyer_id, status, duration_ms)
       SELECT id, buyer, 'no_bid', 5 FROM unnest($1::text[]) id CROSS JOIN unnest('{acme,umbrella}'::text[]) buyer`,
      [ids],
    );
    return ids[0]!;
  };
  const run = () => test.platform.app.get(AuctionHousekeeping, { strict: false }).run();
  const kept = async (table: 'pings' | 'bids', column: string) => {
    const rows = await test.database.query<{ id: string }>(
      `SELECT DISTINCT ${column} AS id FROM ${table} ORDER BY 1`,
    );
    return rows.map(({ id }) => id);
  };

  it('deletes what ended before the retention with its bids, and keeps what is younger or open', async () => {
    for (const status of ['won', 'no_bid', 'posted']) await store(31, status);
    const open = await store(40, 'open');
    const young = await store(29, 'won');
    expect(await run()).toBe(3);
    expect(await kept('pings', 'id')).toEqual([open, young]);
    expect(await kept('bids', 'ping_id')).toEqual([open, young]);
  });

  it('goes through hundreds in one run', async () => {
    await store(31, 'no_bid', 450);
    expect(await run()).toBe(450);
    expect(await kept('bids', 'ping_id')).toEqual([]);
  });

  it('is done by one process at a time', async () => {
    const old = await store(31, 'won');
    await test.database.query(
      `INSERT INTO periodic_tasks (name, holder, leased_until)
       VALUES ('auctions.housekeeping', 'somebody else', now() + interval '1 minute')
       ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, leased_until = excluded.leased_until`,
    );
    expect(await run()).toBeNull();
    expect(await kept('pings', 'id')).toEqual([old]);
  });
});
