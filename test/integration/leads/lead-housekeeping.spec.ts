import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { encodeId, type IdPrefix } from '../../../src/core/ids';
import { LeadHousekeeping } from '../../../src/features/leads/lead-housekeeping';
import { Database } from '../../../src/platform/database';
import { newId } from '../../../src/platform/ids';
import { createSecondAccount } from '../../support/second-account';
import { startTestPlatform, type TestPlatform } from '../../support/test-platform';
import { waitFor } from '../../support/wait-for';
import { aLead } from './a-lead';

const DAY_MS = 86_400_000;

describe('the housekeeping of leads', () => {
  let test: TestPlatform;
  let accountId: string;

  beforeEach(async () => {
    test = await startTestPlatform({ RETENTION_DAYS: '30' });
    ({ accountId } = await createSecondAccount(test));
  });

  afterEach(() => test.close());

  const idAt = (prefix: IdPrefix, ageDays: number) =>
    encodeId(prefix, Date.now() - ageDays * DAY_MS, randomBytes(10));
  const run = () => test.platform.app.get(LeadHousekeeping, { strict: false }).run();
  const valuesOf = async (sql: string) =>
    (await test.database.query<{ value: string | number }>(sql)).map(({ value }) => value);

  async function link(eventId: string): Promise<string> {
    await test.database.query('INSERT INTO lead_events (lead_id, event_id) VALUES ($1, $2)', [
      newId('lead'),
      eventId,
    ]);
    return eventId;
  }

  it('forgets which lead an event told of once the event is gone', async () => {
    await link(idAt('evt', 31));
    const young = await link(idAt('evt', 29));
    const delivered = await link(idAt('evt', 31));
    await test.database.query(
      `INSERT INTO events (id, account_id, type, body, created_at) VALUES ($1, $2, 'lead.verified', '{}', now())`,
      [delivered, accountId],
    );
    await test.database.query(
      `INSERT INTO deliveries (id, account_id, event_id, webhook_id, event_type, status, is_parked, attempts,
         next_attempt_at, created_at)
       VALUES (delivery_id($1, $2), $3, $1, $2, 'lead.verified', 'pending', true, 0, now(), now())`,
      [delivered, idAt('wh', 31), accountId],
    );
    expect(await run()).toMatchObject({ lead_events: 1 });
    expect(await valuesOf('SELECT event_id AS value FROM lead_events ORDER BY 1')).toEqual([
      delivered,
      young,
    ]);
  });

  it('forgets what CRMs told before the retention', async () => {
    const [old, young] = [idAt('crm', 31), idAt('crm', 29)];
    await test.database.query(
      `INSERT INTO crm_activities (id, account_id, lead_id, crm_lead_id, event_type, payload, received_at)
       SELECT id, $2, 'lead_1', 'crm-1', 'status_changed', '{}', now() FROM unnest($1::text[]) id`,
      [[old, young], accountId],
    );
    expect(await run()).toMatchObject({ crm_activities: 1 });
    expect(await valuesOf('SELECT id AS value FROM crm_activities')).toEqual([young]);
  });

  it('forgets phone numbers that may be claimed anew, and ids never', async () => {
    await test.database.query(
      `INSERT INTO lead_claims (account_id, kind, value, lead_id, claimed_at) VALUES
         ($1, 'phone', 'lapsed', 'lead_1', now() - interval '30 days 1 minute'),
         ($1, 'phone', 'held', 'lead_2', now() - interval '29 days 23 hours'),
         ($1, 'api:form', 'id', 'lead_1', now() - interval '400 days')`,
      [accountId],
    );
    expect(await run()).toMatchObject({ phone_claims: 1 });
    expect(await valuesOf('SELECT value FROM lead_claims ORDER BY 1')).toEqual(['held', 'id']);
  });

  it('leaves a number to the lead that is just claiming it', async () => {
    await test.database.query(
      `INSERT INTO lead_claims (account_id, kind, value, lead_id, claimed_at)
       VALUES ($1, 'phone', '+12025550143', 'lead_1', now() - interval '31 days')`,
      [accountId],
    );
    const client = new Client({ connectionString: test.database.url });
    await client.connect();
    try {
      await client.query('BEGIN');
      await client.query('SELECT 1 FROM lead_claims FOR UPDATE');
      expect(await run()).toMatchObject({ phone_claims: 0 });
    } finally {
      await client.end();
    }
    const { id } = await aLead(test, accountId, { phone: '+12025550143' });
    expect(await run()).toMatchObject({ phone_claims: 0 });
    expect(await valuesOf('SELECT lead_id AS value FROM lead_claims')).toEqual([id]);
  });

  it('forgets after 60 days how many leads a buyer got on a day', async () => {
    await waitFor(
      'no day to end soon',
      async () => (await valuesOf(`SELECT (localtime < '23:59:50')::int AS value`))[0] === 1,
      { limitMs: 15_000 },
    );
    await test.database.query(
      `INSERT INTO buyer_days (account_id, buyer_id, day, leads)
       SELECT $1, 'acme', current_date - age, age FROM unnest('{0, 60, 61, 400}'::int[]) age`,
      [accountId],
    );
    expect(await run()).toMatchObject({ buyer_days: 2 });
    expect(await valuesOf('SELECT leads AS value FROM buyer_days ORDER BY 1')).toEqual([0, 60]);
  });

  it('leaves leads and follow-ups of any age', async () => {
    await test.database.query(
      `INSERT INTO leads (id, account_id, door, profile, custom_fields, is_eligible, created_at, updated_at)
       VALUES ($1, $2, 'api', '{}', '{}', true, now(), now())`,
      [idAt('lead', 1_000), accountId],
    );
    await test.database.query(
      `INSERT INTO lead_submissions (id, account_id, lead_id, custom_fields, submitted_at)
       VALUES ($1, $2, 'lead_1', '{}', now() - interval '1000 days')`,
      [idAt('sub', 1_000), accountId],
    );
    await run();
    expect(await valuesOf('SELECT id AS value FROM leads')).toHaveLength(1);
    expect(await valuesOf('SELECT id AS value FROM lead_submissions')).toHaveLength(1);
  });

  it('is done by one process at a time', async () => {
    await test.database.query(
      `INSERT INTO periodic_tasks (name, holder, leased_until)
       VALUES ('leads.housekeeping', 'somebody else', now() + interval '1 minute')
       ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, leased_until = excluded.leased_until`,
    );
    const old = await link(idAt('evt', 31));
    expect(await run()).toBeNull();
    expect(await valuesOf('SELECT event_id AS value FROM lead_events')).toEqual([old]);
  });

  it('goes through thousands in one run', async () => {
    await test.database.query(
      `INSERT INTO lead_events (lead_id, event_id)
       SELECT 'lead_1', substr($1, 1, 20) || lpad(n::text, 10, '0') FROM generate_series(1, 3500) n`,
      [idAt('evt', 60)],
    );
    expect(await run()).toMatchObject({ lead_events: 3_500 });
  });

  it('finds what is old by an index, however much is young', async () => {
    const statements = `
      INSERT INTO lead_events SELECT 'lead_' || n, 'evt_z' || n FROM generate_series(1, 20000) n;
      INSERT INTO crm_activities (id, account_id, lead_id, crm_lead_id, event_type, payload, received_at)
        SELECT 'crm_z' || n, 'acct_1', 'lead_1', 'crm-1', 'x', '{}', now() FROM generate_series(1, 20000) n;
      INSERT INTO lead_claims SELECT 'acct_1', 'phone', n, 'lead_1', now() FROM generate_series(1, 20000) n;
      INSERT INTO buyer_days SELECT 'acct_1', n, current_date, 1 FROM generate_series(1, 20000) n;
      ANALYZE`;
    for (const statement of statements.split(';')) await test.database.query(statement);
    const spy = jest.spyOn(test.platform.app.get(Database, { strict: false }), 'query');
    const { calls } = spy.mock;
    await run().finally(() => spy.mockRestore());
    const deletes = calls.filter(([sql]) => /DELETE FROM (lead_|crm_|buyer_)/.test(sql));
    expect(deletes).toHaveLength(4);
    for (const [sql, parameters] of deletes) {
      const plan = await test.database.query<object>(`EXPLAIN ${sql}`, parameters);
      expect(JSON.stringify(plan)).toMatch(/Index.*Scan using (lead_|crm_|buyer_)/);
      expect(JSON.stringify(plan)).not.toMatch(/Seq Scan on (lead_|crm_|buyer_)/);
    }
  });
});
