import { LeadNews } from '../../../src/features/leads';
import { Database } from '../../../src/platform/database';
import { newId } from '../../../src/platform/ids';
import { type AccountUnderTest, createSecondAccount } from '../../support/second-account';
import { startTestPlatform, type TestPlatform } from '../../support/test-platform';
import { aLead } from './a-lead';

interface PlanNode {
  'Node Type': string;
  'Index Name'?: string;
  Plans?: PlanNode[];
}

const ROWS = 20_000;

/** How PostgreSQL answers our statements once an account has many leads. */
describe('with 20,000 leads', () => {
  let test: TestPlatform;
  let account: AccountUnderTest;
  let database: Database;
  let leadId: string;

  beforeAll(async () => {
    test = await startTestPlatform({ ROLE: 'api' });
    account = await createSecondAccount(test);
    database = test.platform.app.get(Database, { strict: false });
    const ids = Array.from({ length: ROWS }, () => newId('lead'));
    await test.database.query(
      `INSERT INTO leads (id, account_id, door, source, phone, email, crm_lead_id, buyer_id, profile, custom_fields,
         is_eligible, created_at, updated_at)
       SELECT id, $2, 'api', 'form', '+1' || (2000000000 + n), n || '@example.com', 'crm-' || n, 'buyer-' || n % 500,
         '{}', '{}', true, now(), now() FROM unnest($1::text[]) WITH ORDINALITY l (id, n)`,
      [ids, account.accountId],
    );
    await test.database.query(
      `INSERT INTO deliveries (id, account_id, event_id, webhook_id, event_type, status, attempts, created_at,
         completed_at)
       SELECT 'dlv_' || substr(id, 6), $2, 'evt_' || substr(id, 6), 'wh_1', 'lead.submitted', 'success', 1, now(),
         now()
       FROM unnest($1::text[]) id`,
      [ids, account.accountId],
    );
    leadId = (await aLead(test, account.accountId)).id;
    await test.database.query('ANALYZE');
  });

  afterAll(() => test.close());

  /** Node types and indexes of the plans of every statement on the table that `work` runs. */
  async function plansOf(table: string, work: () => Promise<unknown>) {
    const spy = jest.spyOn(database, 'query');
    // Restoring forgets the list of calls, so it is taken before.
    const { calls } = spy.mock;
    await work().finally(() => spy.mockRestore());
    const statements = calls.filter(([sql]) => sql.includes(`FROM ${table}`));
    expect(statements.length).toBeGreaterThan(0);
    const nodes: PlanNode[] = [];
    for (const [sql, parameters] of statements) {
      const [row] = await database.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
        `EXPLAIN (FORMAT JSON) ${sql}`,
        parameters,
      );
      nodes.push(...flatten(row!['QUERY PLAN'][0].Plan));
    }
    const types = nodes.map((node) => node['Node Type']);
    return { types, indexes: [...new Set(nodes.flatMap((node) => node['Index Name'] ?? []))] };
  }
  const flatten = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(flatten)];

  it.each([
    ['', ['leads_by_account', 'leads_pkey']],
    ['source=form', ['leads_by_account', 'leads_pkey']],
    ['phone=%2B12000000077', ['leads_by_phone']],
    ['email=77@example.com', ['leads_by_email']],
    ['crm_lead_id=crm-77', ['leads_by_crm_lead_id']],
    ['buyer_id=buyer-77', ['leads_by_buyer']],
    ['buyer_id=buyer-77&phone=%2B12000000077', ['leads_by_phone']],
  ])('the list by "%s" reads an index', async (query, usable) => {
    const { types, indexes } = await plansOf('leads', async () => {
      const { body } = await account.api.get(`/v1/leads?${query}`).expect(200);
      expect(body.data.length).toBeGreaterThan(0);
    });
    expect(types).not.toContain('Seq Scan');
    expect(indexes.length).toBeGreaterThan(0);
    for (const index of indexes) expect(usable).toContain(index);
  });

  it('the look-up by a CRM’s id reads indexes', async () => {
    const news = test.platform.app.get(LeadNews, { strict: false });
    const { types, indexes } = await plansOf('leads', () =>
      news.findByCrmLeadId(account.accountId, 'crm-77'),
    );
    expect(indexes).toContain('leads_by_crm_lead_id');
    // The table of follow-ups is empty here, and read as a whole when it is that small.
    expect(types.filter((type) => type === 'Seq Scan').length).toBeLessThanOrEqual(1);
  });

  it('the timeline reads the deliveries of its events by their ids', async () => {
    const { types, indexes } = await plansOf('deliveries', async () => {
      await account.api.get(`/v1/leads/${leadId}/timeline`).expect(200);
    });
    expect(types).not.toContain('Seq Scan');
    expect(indexes.length).toBeGreaterThan(0);
    for (const index of indexes) expect(['deliveries_by_account', 'deliveries_pkey']).toContain(index);
  });
});
