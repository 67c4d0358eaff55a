import { Receiver } from '../../support/receiver';
import { startTestPlatform, type TestPlatform } from '../../support/test-platform';
import { waitFor } from '../../support/wait-for';

describe('parking', () => {
  let test: TestPlatform;
  let receiver: Receiver;

  beforeEach(async () => {
    test = await startTestPlatform();
    receiver = await Receiver.start();
  });

  afterEach(async () => {
    await test.close();
    await receiver.stop();
  });

  async function register(): Promise<string> {
    const { body } = await test.api
      .post('/v1/webhooks', { url: receiver.url, events: ['lead.submitted'] })
      .expect(201);
    return body.id;
  }

  /** Copies one waiting delivery many times, as a long outage would leave them. */
  const pileUp = (count: number) =>
    test.database.query(
      `INSERT INTO deliveries (id, account_id, event_id, webhook_id, event_type, status, next_attempt_at, created_at)
       SELECT 'dlv_' || lpad(n::text, 26, '0'), account_id, event_id, webhook_id, event_type, 'pending',
         now() + interval '1 hour', created_at
       FROM deliveries, generate_series(1, $1) n`,
      [count],
    );

  const leaseParking = (holder: string) =>
    test.database.query(
      `INSERT INTO periodic_tasks (name, holder, leased_until) VALUES ('deliveries.parking', ${holder})
       ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, leased_until = excluded.leased_until`,
    );

  const countOf = async (condition: string): Promise<number> => {
    const [row] = await test.database.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM deliveries WHERE ${condition}`,
    );
    return row!.count;
  };

  it('releases a delivery that stayed parked although its webhook is active', async () => {
    await register();
    receiver.answerWith(500, 200);
    await test.api.post('/v1/events', { type: 'lead.submitted', data: {} }).expect(202);
    await waitFor('the first attempt', async () => (await countOf('attempts = 1')) === 1);
    await test.database.query(
      `UPDATE deliveries SET is_parked = true, next_attempt_at = now() - interval '1 minute'`,
    );
    await receiver.waitForCount(2, 20_000);
    await waitFor('the success', async () => (await countOf(`status = 'success'`)) === 1);
    expect(await countOf('is_parked')).toBe(0);
  });

  it('parks, releases and cancels more deliveries than fit into one step', async () => {
    const webhookId = await register();
    receiver.answerWith(500);
    await test.api.post('/v1/events', { type: 'lead.submitted', data: {} }).expect(202);
    await waitFor('the first attempt', async () => (await countOf('attempts = 1')) === 1);
    await pileUp(12_000);

    // Another process does the rest, so that what the change itself has parked can be counted.
    await leaseParking(`'somebody else', now() + interval '1 minute'`);
    await test.api.patch(`/v1/webhooks/${webhookId}`, { status: 'disabled' }).expect(200);
    expect(await countOf('is_parked')).toBe(5_000);
    await leaseParking(`'somebody else', now()`);
    await waitFor('all to be parked', async () => (await countOf('is_parked')) === 12_001, {
      limitMs: 40_000,
    });

    await test.api.patch(`/v1/webhooks/${webhookId}`, { status: 'active' }).expect(200);
    await waitFor('all to be released', async () => (await countOf('is_parked')) === 0, { limitMs: 40_000 });

    await test.api.delete(`/v1/webhooks/${webhookId}`).expect(204);
    const isCancelled = async () => (await countOf(`status = 'cancelled'`)) === 12_001;
    await waitFor('all to be cancelled', isCancelled, { limitMs: 40_000 });
    expect(await countOf(`status = 'pending'`)).toBe(0);
  }, 150_000);
});
