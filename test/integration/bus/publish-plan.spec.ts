import { PublishRepository, type NewEvent } from '../../../src/features/bus/persistence/publish.repository';
import { Database } from '../../../src/platform/database';
import { newId } from '../../../src/platform/ids';
import { type AccountUnderTest, createSecondAccount } from '../../support/second-account';
import { startTestPlatform, type TestPlatform } from '../../support/test-platform';

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Subplan Name'?: string;
  'Actual Loops'?: number;
  'Actual Rows'?: number;
  Plans?: PlanNode[];
}

/** What no cast to jsonb survives: where this is published, no body was parsed. */
const NO_JSON = 'no JSON';
const ACCOUNTS = 2_000;

/** What filters cost those who have none: one look into a small index for each event. */
describe('the publish statement with thousands of filters in other accounts', () => {
  let test: TestPlatform;
  let database: Database;
  let publishing: PublishRepository;
  let plain: AccountUnderTest;
  let filtered: AccountUnderTest;

  beforeAll(async () => {
    test = await startTestPlatform({ ROLE: 'api' });
    database = test.platform.app.get(Database, { strict: false });
    publishing = test.platform.app.get(PublishRepository, { strict: false });
    plain = await createSecondAccount(test);
    filtered = await createSecondAccount(test);
    const webhook = { url: 'http://127.0.0.1:9/', events: ['*'] };
    await plain.api.post('/v1/webhooks', webhook).expect(201);
    await filtered.api.post('/v1/webhooks', { ...webhook, filter: { data: { score: 1 } } }).expect(201);
    await test.database.query(
      `INSERT INTO accounts (id, name, created_at) SELECT 'acct_' || n, 'Other', now() FROM generate_series(1, $1::int) n`,
      [ACCOUNTS],
    );
    await test.database.query(
      `INSERT INTO webhooks (id, account_id, url, events, filter, filter_path, status, created_at, updated_at, headers,
         metadata)
       SELECT 'wh_' || n, 'acct_' || n, url, events, filter, filter_path, status, created_at, updated_at, headers,
         metadata
       FROM webhooks CROSS JOIN generate_series(1, $2::int) n WHERE account_id = $1`,
      [filtered.accountId, ACCOUNTS],
    );
    await test.database.query('ANALYZE');
  });

  afterAll(() => test.close());

  const anEvent = (accountId: string, fields: Partial<NewEvent> = {}): NewEvent => ({
    id: newId('evt'),
    accountId,
    buyerId: null,
    type: 'lead.verified',
    body: '{"data":{"score":1}}',
    filterableBody: null,
    filterWeight: 1,
    createdAt: new Date(),
    patterns: ['*'],
    ...fields,
  });
  /** All nodes of the plan that the statement really took. */
  const planOf = async (event: NewEvent): Promise<PlanNode[]> => {
    const spy = jest.spyOn(database, 'query').mockResolvedValueOnce([]);
    const { calls } = spy.mock;
    await publishing.insert([event]).finally(() => spy.mockRestore());
    const [sql, parameters] = calls[0]!;
    const [row] = await database.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
      `EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`,
      parameters,
    );
    const flatten = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(flatten)];
    return flatten(row!['QUERY PLAN'][0].Plan);
  };

  it('looks into the index of filters once for each event, and scans no table', async () => {
    const nodes = await planOf(anEvent(plain.accountId));
    const looks = nodes.filter((node) => node['Index Name'] === 'webhooks_with_filters');
    expect(looks.map((node) => node['Actual Loops'])).toEqual([1]);
    expect(looks[0]!['Actual Rows']).toBe(0);
    expect(nodes.map((node) => node['Node Type'])).not.toContain('Seq Scan');
  });

  it('parses no body of an account without filters', async () => {
    await expect(publishing.insert([anEvent(plain.accountId, { body: NO_JSON })])).resolves.toMatchObject({
      deliveries: [{}],
      deferredIds: [],
    });
    const refused = publishing.insert([anEvent(filtered.accountId, { body: NO_JSON })]);
    await expect(refused).rejects.toThrow(/invalid input syntax for type json/);
  });

  it('parses a body once, however many webhooks filter it', async () => {
    const webhook = { url: 'http://127.0.0.1:9/', events: ['*'], filter: { data: { score: { $gte: 1 } } } };
    const { accountId, api } = await createSecondAccount(test);
    for (let n = 0; n < 5; n++) await api.post('/v1/webhooks', webhook).expect(201);
    const nodes = await planOf(anEvent(accountId));
    // The document is a column of `input`, which is made once and read by both who need it.
    const made = nodes.filter((node) => node['Subplan Name'] === 'CTE input');
    const read = nodes.filter((node) => node['Node Type'] === 'CTE Scan');
    expect(made.map((node) => [node['Actual Loops'], node['Actual Rows']])).toEqual([[1, 1]]);
    expect(read.length).toBeGreaterThanOrEqual(2);
  });
});
