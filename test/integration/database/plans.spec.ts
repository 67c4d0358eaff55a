import { newId } from '../../../src/platform/ids';
import { Database } from '../../../src/platform/database';
import { HoldRepository } from '../../../src/features/deliveries/persistence/hold.repository';
import { ParkingRepository } from '../../../src/features/deliveries/persistence/parking.repository';
import { DueRepository } from '../../../src/features/deliveries/persistence/due.repository';
import { createSecondAccount } from '../../support/second-account';
import { type Api, startTestPlatform, type TestPlatform } from '../../support/test-platform';

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  Plans?: PlanNode[];
}

const ROWS = 20_000;
const WEBHOOKS = 20;

/** How PostgreSQL answers our statements once the log of deliveries is no longer small. */
describe('with 20,000 deliveries', () => {
  let test: TestPlatform;
  let api: Api;
  let database: Database;
  const webhookIds = Array.from({ length: WEBHOOKS }, () => newId('wh'));
  let eventId: string;

  beforeAll(async () => {
    test = await startTestPlatform({ ROLE: 'api' });
    const account = await createSecondAccount(test);
    api = account.api;
    database = test.platform.app.get(Database, { strict: false });
    const eventIds = Array.from({ length: ROWS / WEBHOOKS }, () => newId('evt'));
    eventId = eventIds[500]!;
    await test.database.query(
      `INSERT INTO events (id, account_id, type, body, created_at)
       SELECT id, $2, 'lead.verified', '{"data":{}}', now() FROM unnest($1::text[]) id`,
      [eventIds, account.accountId],
    );
    await test.database.query(
      `INSERT INTO deliveries (id, account_id, event_id, webhook_id, buyer_id, event_type, status, attempts,
         next_attempt_at, created_at, completed_at)
       SELECT delivery_id(e.id, w.id), $3, e.id, w.id, 'buyer-' || w.n, 'lead.verified',
         CASE WHEN is_pending THEN 'pending' WHEN w.n = 3 AND e.n % 50 = 0 THEN 'failed' ELSE 'success' END, 1,
         CASE WHEN is_pending THEN now() + make_interval(secs => e.n - 500) END, now(),
         CASE WHEN NOT is_pending THEN now() END
       FROM unnest($1::text[]) WITH ORDINALITY e (id, n)
         CROSS JOIN unnest($2::text[]) WITH ORDINALITY w (id, n)
         CROSS JOIN LATERAL (SELECT w.n = 7 AND e.n % 5 = 0) p (is_pending)`,
      [eventIds, webhookIds, account.accountId],
    );
    await test.database.query('ANALYZE');
  });

  afterAll(() => test.close());

  /** The plans of every statement on deliveries that `work` runs, node by node. */
  const plansOf = async (work: () => Promise<unknown>): Promise<PlanNode[]> => {
    const spy = jest.spyOn(database, 'query');
    // Restoring forgets the list of calls, so it is taken before.
    const { calls } = spy.mock;
    await work().finally(() => spy.mockRestore());
    const statements = calls.filter(([sql]) => sql.includes('deliveries'));
    expect(statements.length).toBeGreaterThan(0);
    const nodes: PlanNode[] = [];
    for (const [sql, parameters] of statements) {
      const [row] = await database.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
        `EXPLAIN (FORMAT JSON) ${sql}`,
        parameters,
      );
      nodes.push(...flatten(row!['QUERY PLAN'][0].Plan));
    }
    return nodes.filter((node) => node['Relation Name'] === 'deliveries' || node['Index Name']);
  };
  const flatten = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(flatten)];
  const indexesOf = (nodes: PlanNode[]) => {
    expect(nodes.map((node) => node['Node Type'])).not.toContain('Seq Scan');
    return new Set(nodes.flatMap((node) => node['Index Name'] ?? []));
  };

  it('the sweep reads the partial indexes of what is due and of what is held', async () => {
    const due = new DueRepository(database);
    const position = await due.positionAt(0);
    const nodes = await plansOf(async () => {
      expect((await due.listDue(null, await due.positionAt(-10_000), 1_000)).length).toBeGreaterThan(0);
      expect((await due.listDue(position, await due.positionAt(65_000), 1_000)).length).toBeGreaterThan(0);
      expect((await due.listDue(null, position, 1_000)).length).toBeGreaterThan(0);
      expect((await due.countUpTo(10_000, 10_000)).overdue).toBeGreaterThan(0);
    });
    expect(indexesOf(nodes)).toEqual(new Set(['deliveries_due', 'deliveries_held']));
  });

  it.each([
    ['of the account', () => '', ['deliveries_by_account', 'deliveries_pkey']],
    ['by webhook', () => `webhook_id=${webhookIds[4]}`, ['deliveries_by_webhook']],
    [
      'by webhook and state',
      () => `webhook_id=${webhookIds[6]}&status=pending`,
      ['deliveries_by_webhook', 'deliveries_pending'],
    ],
    ['by buyer', () => 'buyer_id=buyer-4', ['deliveries_by_buyer']],
    ['of failures', () => 'status=failed', ['deliveries_failed']],
    ['by event', () => `event_id=${eventId}`, ['deliveries_by_account', 'deliveries_pkey']],
  ])('the list %s reads an index', async (_case, query, usable) => {
    const nodes = await plansOf(async () => {
      const { body } = await api.get(`/v1/deliveries?${query()}`).expect(200);
      expect(body.data.length).toBeGreaterThan(0);
    });
    for (const index of indexesOf(nodes)) expect(usable).toContain(index);
  });

  it('disabling, enabling and deleting a webhook find what waits for it by index', async () => {
    const parking = new ParkingRepository(database);
    const webhookId = webhookIds[6]!;
    const nodes = await plansOf(async () => {
      expect(await parking.park(webhookId, 100)).toBe(100);
      expect(await parking.release(webhookId, 50)).toHaveLength(50);
      expect(await parking.cancel(webhookId, 10)).toBe(10);
    });
    expect(indexesOf(nodes)).toEqual(new Set(['deliveries_pending', 'deliveries_pkey']));
  });

  it('mending and deleting a webhook find what is held for it by index', async () => {
    const holds = new HoldRepository(database);
    const webhookId = webhookIds[6]!;
    await test.database.query(
      `INSERT INTO webhooks (id, account_id, url, events, headers, metadata, status, content_version, created_at, updated_at)
       SELECT $1, id, 'http://127.0.0.1:9/', '{lead.*}', '{}', '{}', 'active', 2, now(), now() FROM accounts LIMIT 1`,
      [webhookId],
    );
    await test.database.query(
      `UPDATE deliveries SET is_parked = true, held_version = 1, held_reason = 'The mapping failed.'
       WHERE id IN (SELECT id FROM deliveries WHERE webhook_id = $1 AND status = 'pending' LIMIT 100)`,
      [webhookId],
    );
    await test.database.query('ANALYZE');
    const nodes = await plansOf(async () => {
      expect(await holds.release(webhookId, 50)).toHaveLength(50);
      expect(await holds.cancel(webhookId, 10)).toBe(10);
    });
    expect(indexesOf(nodes.filter((node) => node['Relation Name'] === 'deliveries'))).toEqual(
      new Set(['deliveries_held', 'deliveries_pkey']),
    );
  });

  it('the search for what stands otherwise than its webhook steps through two partial indexes', async () => {
    const nodes = await plansOf(() => new ParkingRepository(database).findMismatches(100));
    const onDeliveries = nodes.filter((node) => node['Relation Name'] === 'deliveries');
    expect(indexesOf(onDeliveries)).toEqual(new Set(['deliveries_pending', 'deliveries_held']));
  });
});
