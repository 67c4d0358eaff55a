import { brokenInvariants } from '../support/invariants';
import { type PlatformProcess, startPlatformProcess } from '../support/platform-process';
import { Receiver } from '../support/receiver';
import { findRedisServer, RedisServer } from '../support/redis-server';
import { Api, startTestPlatform, type TestPlatform } from '../support/test-platform';
import { waitFor } from '../support/wait-for';

const EVENTS = 300;
const describeWithRedis = findRedisServer() === null ? describe.skip : describe;

/** One API and two workers on PostgreSQL and Redis: the way production runs. */
describeWithRedis('separate processes for API and workers', () => {
  let redis: RedisServer;
  let test: TestPlatform;
  let receiver: Receiver;
  const processes: PlatformProcess[] = [];

  // Compiling is not on the time of the tests.

  beforeEach(async () => {
    redis = await RedisServer.start();
    // Makes the first account, and looks on: it attempts nothing.
    test = await startTestPlatform({ ROLE: 'api' }, { name: 'redis', redis });
    receiver = await Receiver.start();
  });

  afterEach(async () => {
    await Promise.all(processes.splice(0).map((process) => process.kill()));
    await receiver.stop();
    await test.close();
    await redis.stop();
  });

  const start = async (role: 'api' | 'worker', env: Record<string, string> = {}) => {
    const started = await startPlatformProcess(test, { name: 'redis', redis }, { ROLE: role, ...env });
    processes.push(started);
    return started;
  };
  const textOf = async ({ url }: PlatformProcess, path: string) => (await fetch(`${url}${path}`)).text();
  const attemptsOf = async (process: PlatformProcess): Promise<number> => {
    const lines = (await textOf(process, '/metrics')).split('\n');
    const counts = lines.filter((line) => line.startsWith('synaptis_attempts_total{'));
    return counts.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
  };
  const untilAllSucceed = (count: number) =>
    waitFor(
      `${count} deliveries to succeed`,
      async () => {
        const [row] = await test.database.query<{ count: number }>(
          `SELECT count(*)::int AS count FROM deliveries WHERE status = 'success'`,
        );
        return row!.count === count;
      },
      { limitMs: 90_000, everyMs: 100 },
    );

  it('deliver everything although a worker is killed under load', async () => {
    const [api, first, second] = await Promise.all([start('api'), start('worker'), start('worker')]);
    const client = new Api(api.url, test.key);
    await client.post('/v1/webhooks', { url: receiver.url, events: ['lead.submitted'] }).expect(201);
    // Slow enough that the worker dies with attempts under way.
    receiver.answerWith((response) => {
      setTimeout(() => response.writeHead(200).end(), 200);
    });
    const published = Array.from({ length: EVENTS / 50 }, async (_, batch) => {
      const events = Array.from({ length: 50 }, (__, n) => ({ type: 'lead.submitted', data: { batch, n } }));
      return (await client.post('/v1/events/batch', { events }).expect(202)).body.data as { id: string }[];
    });
    await receiver.waitForCount(20);
    await first.kill('SIGKILL');
    const ids = (await Promise.all(published)).flat().map(({ id }) => id);
    expect(ids).toHaveLength(EVENTS);
    await untilAllSucceed(EVENTS);

    const received = new Set(receiver.received.map(({ headers }) => headers['webhook-id']));
    expect(received).toEqual(new Set(ids));
    expect(await brokenInvariants(test.database)).toEqual([]);
    expect(await attemptsOf(second)).toBeGreaterThan(0);
    expect(await attemptsOf(api)).toBe(0);
  }, 150_000);

  it('share the work: the API attempts nothing, workers answer health and metrics', async () => {
    const api = await start('api');
    const client = new Api(api.url, test.key);
    await client.post('/v1/webhooks', { url: receiver.url, events: ['lead.submitted'] }).expect(201);
    const publish = async () => {
      const events = Array.from({ length: 100 }, (_, n) => ({ type: 'lead.submitted', data: { n } }));
      await client.post('/v1/events/batch', { events }).expect(202);
    };
    await publish();
    await waitFor('all jobs to wait in the queue', async () =>
      (await textOf(api, '/metrics')).includes('synaptis_queue_jobs{state="waiting"} 100'),
    );
    expect(receiver.received).toHaveLength(0);

    const workers = await Promise.all([start('worker'), start('worker')]);
    await publish();
    await untilAllSucceed(200);
    const shares = await waitFor('all attempts to be counted', async () => {
      const counts = await Promise.all(workers.map(attemptsOf));
      return counts.reduce((sum, count) => sum + count, 0) === 200 && counts;
    });
    expect(Math.min(...shares)).toBeGreaterThan(0);
    expect(await attemptsOf(api)).toBe(0);
    for (const worker of workers) {
      expect(await textOf(worker, '/health/live')).toBe('{"status":"ok"}');
      expect(JSON.parse(await textOf(worker, '/health/ready'))).toMatchObject({ status: 'ok' });
      const answer = await fetch(`${worker.url}/v1/webhooks`, {
        headers: { authorization: `Bearer ${test.key}` },
      });
      expect(answer.status).toBe(404);
    }
  }, 120_000);

  it('stop cleanly on SIGTERM: what is under way is finished, nothing is sent twice', async () => {
    const worker = await start('worker');
    await test.api.post('/v1/webhooks', { url: receiver.url, events: ['lead.submitted'] }).expect(201);
    receiver.answerWith((response) => {
      setTimeout(() => response.writeHead(200).end(), 500);
    });
    await test.api.post('/v1/events', { type: 'lead.submitted', data: {} }).expect(202);
    await receiver.waitForCount(1);
    expect(await worker.kill('SIGTERM')).toBe(0);
    await untilAllSucceed(1);
    expect(receiver.received).toHaveLength(1);
  });
});
