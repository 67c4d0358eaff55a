import { DataSource } from 'typeorm';
import { encodeId } from '../../../src/core/ids';
import { DeliveryLogRepository } from '../../../src/features/deliveries/persistence/delivery-log.repository';
import { DeliveryScanRepository } from '../../../src/features/deliveries/persistence/delivery-scan.repository';
import { MissingPairsRepository } from '../../../src/features/replays/persistence/missing-pairs.repository';
import { ReplayEntity } from '../../../src/features/replays/persistence/replay.entity';
import { Database } from '../../../src/platform/database';
import { dataSourceOptions } from '../../../src/platform/database/data-source-options';
import { type Logger } from '../../../src/platform/logging';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';

const ACCOUNT = { accountId: 'acct_1', buyerId: null };
const START_MS = Date.UTC(2026, 0, 15, 10);
const EVENTS = 12_000;

/** The nth event, one every second. */
const eventId = (n: number) => encodeId('evt', START_MS + n * 1000, new Uint8Array(10).fill(n % 256));
const at = (n: number) => new Date(START_MS + n * 1000);

describe('the log of deliveries', () => {
  let test: TestDatabase;
  let dataSource: DataSource;
  let log: DeliveryLogRepository;
  let scan: DeliveryScanRepository;
  let missing: MissingPairsRepository;

  beforeAll(async () => {
    test = await createTestDatabase();
    dataSource = await new DataSource({
      ...dataSourceOptions(test.url, { poolSize: 2 }),
      entities: [ReplayEntity],
    }).initialize();
    const database = new Database(dataSource, {} as Logger);
    log = new DeliveryLogRepository(database);
    scan = new DeliveryScanRepository(database);
    missing = new MissingPairsRepository(database);
    await test.query(`INSERT INTO accounts VALUES ('acct_1', 'One', now()), ('acct_2', 'Two', now())`);
    await addWebhook('wh_all', { events: ['*'] });
    await addWebhook('wh_gone', { events: ['*'] });
    await test.query(`UPDATE webhooks SET deleted_at = now() WHERE id = 'wh_gone'`);
    await addEvents();
  });

  afterAll(async () => {
    await dataSource.destroy();
    await test.drop();
  });

  async function addWebhook(
    id: string,
    { events, buyerId = null }: { events: string[]; buyerId?: string | null },
  ) {
    await test.query(
      `INSERT INTO webhooks (id, account_id, buyer_id, url, events, headers, metadata, status, created_at, updated_at)
       VALUES ($1, 'acct_1', $2, 'https://example.com', $3, '{}', '{}', 'active', now(), now())`,
      [id, buyerId, events],
    );
  }

  /** Every hundredth failed with 500, every thousandth is of another type and for a buyer; one is pending. */
  async function addEvents() {
    const numbers = Array.from({ length: EVENTS }, (_, n) => n);
    await test.query(
      `INSERT INTO events (id, account_id, buyer_id, type, body, created_at)
       SELECT id, 'acct_1', CASE WHEN n % 1000 = 0 THEN 'acme' END,
         CASE WHEN n % 1000 = 0 THEN 'bid.won' ELSE 'lead.verified' END, '{}', at
       FROM unnest($1::text[], $2::int[], $3::timestamptz[]) AS e (id, n, at)`,
      [numbers.map(eventId), numbers, numbers.map(at)],
    );
    await test.query(
      `INSERT INTO deliveries (id, account_id, event_id, webhook_id, event_type, status, attempts, last_status_code,
         next_attempt_at, created_at, completed_at)
       SELECT delivery_id(id, webhook_id), account_id, id, webhook_id, type,
         CASE WHEN n = 7 THEN 'pending' WHEN n % 100 = 0 THEN 'failed' ELSE 'success' END, 1,
         CASE WHEN n % 100 = 0 THEN 500 ELSE 200 END, CASE WHEN n = 7 THEN now() END, created_at,
         CASE WHEN n <> 7 THEN created_at END
       FROM (SELECT *, row_number() OVER (ORDER BY id) - 1 AS n FROM events) e,
         (VALUES ('wh_all'), ('wh_gone')) AS w (webhook_id)
       WHERE webhook_id = 'wh_all' OR n = 11999`,
    );
  }

  async function collect(filter: Parameters<DeliveryLogRepository['list']>[1], limit: number) {
    const found: string[] = [];
    let pages = 0;
    for (let before: string | null = null; ; pages++) {
      const { rows, resumeBefore } = await log.list(ACCOUNT, filter, { before, limit });
      const shown = rows.slice(0, limit);
      found.push(...shown.map(({ eventId: id }) => id));
      before = resumeBefore ?? (rows.length > limit ? shown.at(-1)!.id : null);
      if (before === null) return { found, pages: pages + 1 };
    }
  }

  it('pages through rare matches a bounded look at a time, newest first, each once', async () => {
    const { found, pages } = await collect({ eventType: 'bid.won' }, 50);
    expect(found).toEqual(Array.from({ length: 12 }, (_, n) => eventId(11_000 - n * 1000)));
    expect(pages).toBe(2);
    expect((await collect({ statuses: ['pending'] }, 50)).found).toEqual([eventId(7)]);
  });

  it.each([
    [{ statuses: ['failed' as const] }, 120],
    [{ statusCodeClass: '5xx' as const }, 120],
    [{ statusCodeClass: 'none' as const }, 0],
    [{ webhookId: 'wh_gone' }, 1],
    [{ isParked: true }, 0],
    [{ publishedFrom: at(10), publishedBefore: at(20) }, 10],
    [{ eventId: eventId(11_999) }, 2],
    [{ eventId: eventId(11_999), webhookId: 'wh_all' }, 1],
    [{ buyerId: 'acme' }, 0],
    [{ statuses: ['failed' as const], eventType: 'bid.won', webhookId: 'wh_all' }, 12],
  ])('finds by %j', async (filter, count) => {
    expect((await collect(filter, 50)).found).toHaveLength(count);
  });

  it('shows nothing to others', async () => {
    const [delivery] = await log.listOfEvent(ACCOUNT, eventId(1));
    const { id } = delivery!;
    expect(await log.find(ACCOUNT, id)).toMatchObject({ id, webhookId: 'wh_all' });
    expect(await log.find({ accountId: 'acct_2', buyerId: null }, id)).toBeNull();
    expect(await log.find({ accountId: 'acct_1', buyerId: 'acme' }, id)).toBeNull();
    expect(await log.listOfEvent({ accountId: 'acct_2', buyerId: null }, eventId(1))).toEqual([]);
  });

  it.each([
    [{ statuses: ['success' as const, 'failed' as const] }, EVENTS],
    [{ statuses: ['success' as const, 'failed' as const], isReplayable: true as const }, EVENTS - 1],
    [{ statuses: ['failed' as const], isReplayable: true as const }, 120],
    [{ eventType: 'bid.won', endedBy: at(3000) }, 4],
  ])('goes through %j in slices: as many as it counts, in order, each once', async (filter, count) => {
    expect(await scan.count(ACCOUNT, filter)).toBe(count);
    const found: string[] = [];
    for (let after: string | null = null; ;) {
      const slice = await scan.findSlice(ACCOUNT, filter, { after, limit: 500 });
      expect(slice.ids.length).toBeLessThanOrEqual(500);
      found.push(...slice.ids);
      if (slice.isLast) break;
      after = slice.position;
    }
    expect(found).toHaveLength(count);
    expect(found).toEqual([...new Set(found)].toSorted());
  });

  it('finds the pairs that publishing would have made, across slices and several webhooks of an event', async () => {
    await addWebhook('wh_late_bids', { events: ['bid.*'] });
    await addWebhook('wh_late_exact', { events: ['bid.won', 'lead.submitted'] });
    await addWebhook('wh_late_lead', { events: ['lead'] });
    await addWebhook('wh_of_buyer', { events: ['*'], buyerId: 'acme' });
    await addWebhook('wh_of_other', { events: ['*'], buyerId: 'other' });
    const query = {
      accountId: 'acct_1',
      from: eventId(0),
      before: 'evt_~',
      webhookId: null,
      buyerId: null,
      eventType: null,
      createdBy: null,
    };
    expect(await missing.count(query)).toBe(36);
    const pairs: string[] = [];
    for (let after = null as Parameters<MissingPairsRepository['findSlice']>[1]['after']; ;) {
      const slice = await missing.findSlice(query, { after, limit: 2 });
      pairs.push(...slice.pairs.map(({ eventId: e, webhookId: w }) => `${e} ${w}`));
      if (slice.isLast) break;
      after = slice.position;
    }
    const expected = Array.from({ length: 12 }, (_, n) =>
      ['wh_late_bids', 'wh_late_exact', 'wh_of_buyer'].map((webhook) => `${eventId(n * 1000)} ${webhook}`),
    );
    expect(pairs).toEqual(expected.flat());
    expect(await missing.count({ ...query, buyerId: 'acme' })).toBe(12);
    expect(await missing.count({ ...query, webhookId: 'wh_late_exact', eventType: 'bid.won' })).toBe(12);
    expect(await missing.count({ ...query, createdBy: new Date(0) })).toBe(0);
  });
});
