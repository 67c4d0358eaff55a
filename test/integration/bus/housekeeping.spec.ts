import { randomBytes } from 'node:crypto';
import { encodeId, type IdPrefix } from '../../../src/core/ids';
import { Housekeeping } from '../../../src/features/bus/housekeeping';
import { IdempotencyExpiry } from '../../../src/http/idempotency';
import { brokenInvariants } from '../../support/invariants';
import { createSecondAccount } from '../../support/second-account';
import { startTestPlatform, type TestPlatform } from '../../support/test-platform';

const DAY_MS = 86_400_000;

describe('housekeeping', () => {
  let test: TestPlatform;
  let accountId: string;

  beforeEach(async () => {
    test = await startTestPlatform({ RETENTION_DAYS: '30' });
    ({ accountId } = await createSecondAccount(test));
  });

  afterEach(() => test.close());

  const idAt = (prefix: IdPrefix, ageDays: number) =>
    encodeId(prefix, Date.now() - ageDays * DAY_MS, randomBytes(10));

  /** An event of that age with one delivery per status, each pending one parked, the others with a request and an attempt. */
  const store = async (ageDays: number, statuses: string[]): Promise<string> => {
    const eventId = idAt('evt', ageDays);
    const at = new Date(Date.now() - ageDays * DAY_MS);
    await test.database.query(
      `INSERT INTO events (id, account_id, type, body, created_at) VALUES ($1, $2, 'lead.verified', '{"data":{}}', $3)`,
      [eventId, accountId, at],
    );
    for (const status of statuses) {
      const isPending = status === 'pending';
      const [delivery] = await test.database.query<{ id: string }>(
        `INSERT INTO deliveries (id, account_id, event_id, webhook_id, event_type, status, is_parked, attempts,
           next_attempt_at, created_at, completed_at)
         VALUES (delivery_id($1, $2), $3, $1, $2, 'lead.verified', $4, $5, $6, $7, $8, $9) RETURNING id`,
        [
          eventId,
          idAt('wh', ageDays),
          accountId,
          status,
          isPending,
          isPending ? 0 : 1,
          isPending ? at : null,
          at,
          isPending ? null : at,
        ],
      );
      if (isPending) continue;
      await test.database.query(
        `INSERT INTO delivery_requests (delivery_id, format, method, headers, body) VALUES ($1, 'synaptis', 'PUT', '{}', 'mapped')`,
        [delivery!.id],
      );
      await test.database.query(
        `INSERT INTO attempts (delivery_id, number, id, trigger, url, request_headers, started_at, duration_ms,
           is_response_cut, error_code)
         VALUES ($1, 1, $2, 'automatic', 'http://127.0.0.1:9/', '{}', $3, 5, false, $4)`,
        [delivery!.id, idAt('att', ageDays), at, status === 'success' ? null : 'TIMEOUT'],
      );
    }
    return eventId;
  };
  const run = async () => test.platform.app.get(Housekeeping, { strict: false }).run();
  const kept = async () => {
    const events = await test.database.query<{ id: string }>('SELECT id FROM events ORDER BY id');
    const deliveries = await test.database.query<{ status: string }>(
      'SELECT status FROM deliveries ORDER BY id',
    );
    const orphans = await test.database.query(
      `SELECT 1 FROM (SELECT delivery_id FROM attempts UNION ALL SELECT delivery_id FROM delivery_requests) made
       WHERE NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.id = made.delivery_id)`,
    );
    return {
      events: events.map(({ id }) => id),
      deliveries: deliveries.map(({ status }) => status),
      orphans: orphans.length,
    };
  };

  it('deletes what ended before the retention, with all its attempts and requests', async () => {
    await store(31, ['success', 'failed', 'cancelled']);
    await store(400, []);
    expect(await run()).toMatchObject({ deliveries: 3, events: 2 });
    expect(await kept()).toEqual({ events: [], deliveries: [], orphans: 0 });
    expect(await test.database.query('SELECT 1 FROM attempts')).toEqual([]);
    expect(await test.database.query('SELECT 1 FROM delivery_requests')).toEqual([]);
  });

  it('keeps what is younger', async () => {
    const young = await store(29, ['success', 'failed']);
    expect(await run()).toMatchObject({ deliveries: 0, events: 0 });
    expect((await kept()).events).toEqual([young]);
  });

  it('keeps a pending delivery of any age together with its event', async () => {
    const old = await store(100, ['success', 'pending']);
    expect(await run()).toMatchObject({ deliveries: 1, events: 0 });
    expect(await kept()).toEqual({ events: [old], deliveries: ['pending'], orphans: 0 });
    expect(await brokenInvariants(test.database)).toEqual([]);
  });

  it('goes through thousands in one run', async () => {
    await test.database.query(
      `INSERT INTO events (id, account_id, type, body, created_at)
       SELECT 'evt_' || substr($1, 5, 16) || lpad(n::text, 10, '0'), $2, 'lead.verified', '{}', now() - interval '60 days'
       FROM generate_series(1, 3500) n`,
      [idAt('evt', 60), accountId],
    );
    expect(await run()).toMatchObject({ events: 3_500 });
    expect((await kept()).events).toEqual([]);
  });

  it('is done by one process at a time', async () => {
    await store(31, ['success']);
    await test.database.query(
      `INSERT INTO periodic_tasks (name, holder, leased_until)
       VALUES ('bus.housekeeping', 'somebody else', now() + interval '1 minute')
       ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, leased_until = excluded.leased_until`,
    );
    expect(await run()).toBeNull();
    expect((await kept()).deliveries).toEqual(['success']);
  });

  it('forgets idempotency keys after a day, and none before', async () => {
    // Keys are stored behind the buyer of the API key, which is none here.
    const send = (key: string) =>
      test.api
        .post('/v1/events', { type: 'lead.verified', data: {} })
        .set('Idempotency-Key', key)
        .expect(202);
    const aged = await send('aged');
    const fresh = await send('fresh');
    await test.database.query(
      `UPDATE idempotency_keys SET created_at = now() - interval '24 hours 1 second' WHERE btrim(key) = 'aged'`,
    );
    expect((await send('aged')).body.id).not.toBe(aged.body.id);
    expect((await send('fresh')).body).toEqual(fresh.body);

    await test.database.query(
      `UPDATE idempotency_keys SET created_at = now() - interval '24 hours 1 second' WHERE btrim(key) = 'aged'`,
    );
    await test.platform.app.get(IdempotencyExpiry, { strict: false }).run();
    const rows = await test.database.query<{ key: string }>('SELECT btrim(key) AS key FROM idempotency_keys');
    expect(rows).toEqual([{ key: 'fresh' }]);
  });
});
