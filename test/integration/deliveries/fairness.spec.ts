import { describeOnBothBackends } from '../../support/backends';
import { brokenInvariants } from '../../support/invariants';
import { Receiver } from '../../support/receiver';
import { startTestPlatform, type TestPlatform } from '../../support/test-platform';
import { waitFor } from '../../support/wait-for';

describeOnBothBackends('fairness', (backend) => {
  let test: TestPlatform;
  let slow: Receiver;
  let fast: Receiver;

  beforeAll(async () => {
    test = await startTestPlatform({ WORKER_CONCURRENCY: '8', DELIVERY_TIMEOUT: '4s' }, backend);
    [slow, fast] = await Promise.all([Receiver.start(), Receiver.start()]);
  });

  afterAll(async () => {
    await test.close();
    await Promise.all([slow.stop(), fast.stop()]);
  });

  const register = (url: string, type: string) =>
    test.api.post('/v1/webhooks', { url, events: [type], retry_schedule_seconds: [] }).expect(201);

  it('a receiver that hangs does not hold up the others, and its own deliveries cost no attempt while they wait', async () => {
    slow.answerWith(() => undefined);
    await register(slow.url, 'lead.submitted');
    await register(fast.url, 'lead.verified');
    const many = Array.from({ length: 20 }, (_, index) => ({ type: 'lead.submitted', data: { index } }));
    await test.api.post('/v1/events/batch', { events: many }).expect(202);
    await slow.waitForCount(2);
    // The first ones may fill the worker before anybody knows that the receiver is slow: one time limit.
    await waitFor('the first to time out', async () => {
      const rows = await test.database.query('SELECT 1 FROM attempts');
      return rows.length > 0;
    });
    for (let index = 0; index < 10; index++) {
      const publishedAtMs = Date.now();
      await test.api.post('/v1/events', { type: 'lead.verified', data: { index } }).expect(202);
      const received = await fast.waitForCount(index + 1, 8_000);
      expect(received[index]!.atMs - publishedAtMs).toBeLessThan(4_000);
    }
    const attempts = await test.database.query<{ most: number }>(
      'SELECT max(attempts) AS most FROM deliveries',
    );
    expect(attempts[0]!.most).toBe(1);
    await waitFor(
      'the slow ones to end as well',
      async () =>
        (await test.database.query(`SELECT 1 FROM deliveries WHERE status = 'pending'`)).length === 0,
      { limitMs: 90_000, everyMs: 250 },
    );
    expect(await brokenInvariants(test.database)).toEqual([]);
  }, 120_000);
});
