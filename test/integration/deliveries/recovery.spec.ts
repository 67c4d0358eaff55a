import { describeOnBothBackends } from '../../support/backends';
import { brokenInvariants } from '../../support/invariants';
import { type PlatformProcess, startPlatformProcess } from '../../support/platform-process';
import { Receiver } from '../../support/receiver';
import { startTestPlatform, type TestPlatform } from '../../support/test-platform';
import { waitFor } from '../../support/wait-for';

async function expectEventually(test: TestPlatform, status: string, count: number): Promise<void> {
  await waitFor(
    `${count} deliveries to be ${status}`,
    async () => {
      const rows = await test.database.query(`SELECT 1 FROM deliveries WHERE status = $1`, [status]);
      return rows.length === count;
    },
    { limitMs: 60_000 },
  );
}

describeOnBothBackends('nothing accepted is lost', (backend) => {
  let test: TestPlatform;
  let receiver: Receiver;
  const processes: PlatformProcess[] = [];

  // Compiling is not on the time of the tests.

  beforeEach(async () => {
    receiver = await Receiver.start();
  });

  afterEach(async () => {
    await Promise.all(processes.splice(0).map((process) => process.kill()));
    expect(await brokenInvariants(test.database)).toEqual([]);
    await test.close();
    await receiver.stop();
  });

  const register = (options: object = {}) =>
    test.api.post('/v1/webhooks', { url: receiver.url, events: ['lead.submitted'], ...options }).expect(201);

  const publish = () =>
    test.api.post('/v1/events', { type: 'lead.submitted', data: { lead_id: 'lead_1' } }).expect(202);

  it('when a worker is killed in the middle of an attempt', async () => {
    test = await startTestPlatform({ ROLE: 'api' }, backend);
    await register();
    receiver.answerWith(() => undefined, 200);
    const first = await startPlatformProcess(test, backend, { ROLE: 'worker', DELIVERY_TIMEOUT: '30s' });
    processes.push(first);
    const { body: event } = await publish();
    await receiver.waitForCount(1);
    await first.kill();
    processes.push(await startPlatformProcess(test, backend, { ROLE: 'worker' }));
    await expectEventually(test, 'success', 1);
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids)).toEqual(new Set([event.id]));
  });

  it('when the whole platform is stopped between publish and delivery', async () => {
    test = await startTestPlatform({ ROLE: 'api' }, backend);
    await register();
    await publish();
    await test.stop();
    await test.restart({ ROLE: 'all' });
    await receiver.waitForCount(1, 30_000);
    await expectEventually(test, 'success', 1);
  });

  if (backend.name === 'redis') {
    it('when Redis is emptied while retries and fresh jobs wait in it', async () => {
      test = await startTestPlatform({}, backend);
      await register({ retry_schedule_seconds: [5] });
      receiver.answerWith(500, 200);
      await publish();
      await receiver.waitForCount(1);
      await waitFor('the failure to be recorded', async () => {
        const rows = await test.database.query('SELECT 1 FROM attempts');
        return rows.length === 1;
      });
      await backend.redis!.flush();
      await expectEventually(test, 'success', 1);
    });

    it('when Redis is away at publish and comes back empty', async () => {
      test = await startTestPlatform({}, backend);
      await register();
      await backend.redis!.stop();
      await publish();
      await publish();
      await backend.redis!.start();
      await expectEventually(test, 'success', 2);
    });
  }
});
