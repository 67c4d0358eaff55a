import { describeOnBothBackends } from '../support/backends';
import { startPlatformProcess } from '../support/platform-process';
import { Receiver } from '../support/receiver';
import { findRedisServer, RedisServer } from '../support/redis-server';
import { Api, startTestPlatform, type TestPlatform } from '../support/test-platform';
import { waitFor } from '../support/wait-for';

type LogLine = Record<string, unknown> & { stage: string };

describeOnBothBackends('operating the platform', (backend) => {
  let test: TestPlatform;
  let receiver: Receiver;

  beforeAll(async () => {
    test = await startTestPlatform({}, backend);
    receiver = await Receiver.start();
  });

  afterAll(async () => {
    await receiver.stop();
    await test.close();
  });

  const register = async (fields: object = {}) =>
    (
      await test.api
        .post('/v1/webhooks', { url: receiver.url, events: ['lead.verified'], ...fields })
        .expect(201)
    ).body as { id: string; secret: string };
  /** Every series of /metrics with its value. */
  const metrics = async (): Promise<Map<string, number>> => {
    const { text } = await test.api.get('/metrics').expect(200);
    const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    return new Map(
      lines.map((line) => {
        const end = line.lastIndexOf(' ');
        return [line.slice(0, end), Number(line.slice(end + 1))];
      }),
    );
  };

  it('shows rates, latencies, what is due and overdue, and the queue', async () => {
    await register({ retry_schedule_seconds: [] });
    receiver.answerWith(200, 500);
    for (const n of [1, 2]) {
      await test.api.post('/v1/events', { type: 'lead.verified', data: { n } }).expect(202);
      await receiver.waitForCount(n);
    }
    const shown = await waitFor('both attempts to be counted', async () => {
      const series = await metrics();
      return (series.get('synaptis_attempt_duration_seconds_count') ?? 0) >= 2 && series;
    });
    expect(shown.get('synaptis_events_published_total')).toBe(2);
    expect(shown.get('synaptis_publish_duration_seconds_count')).toBe(2);
    expect(shown.get('synaptis_attempt_lateness_seconds_count')).toBe(2);
    expect(shown.get('synaptis_attempts_total{verdict="success",error_code=""}')).toBe(1);
    const failures = [...shown].filter(
      ([name]) => name.startsWith('synaptis_attempts_total{') && !name.includes('"success"'),
    );
    expect(failures.map(([, count]) => count)).toEqual([1]);
    expect(shown.get('synaptis_deliveries_waiting{state="due"}')).toBe(0);
    expect(shown.get('synaptis_deliveries_waiting{state="overdue"}')).toBe(0);
    for (const state of ['waiting', 'active', 'delayed', 'prioritized', 'failed']) {
      expect([...shown.keys()]).toContain(`synaptis_queue_jobs{state="${state}"}`);
    }
    expect([...shown.keys()].some((name) => name.startsWith('process_cpu'))).toBe(true);
  });

  it('counts what is overdue', async () => {
    const { id } = await register();
    await test.database.query(
      `INSERT INTO deliveries (id, account_id, event_id, webhook_id, event_type, status, next_attempt_at, created_at)
       SELECT 'dlv_overdue', account_id, 'evt_gone', id, 'lead.verified', 'pending', now() - interval '1 minute', now()
       FROM webhooks WHERE id = $1`,
      [id],
    );
    const shown = await metrics();
    expect(shown.get('synaptis_deliveries_waiting{state="due"}')).toBe(1);
    expect(shown.get('synaptis_deliveries_waiting{state="overdue"}')).toBe(1);
    await test.database.query(`DELETE FROM deliveries WHERE id = 'dlv_overdue'`);
  });

  it('answers health without a key', async () => {
    const live = await fetch(`${test.platform.url}/health/live`);
    expect(await live.json()).toEqual({ status: 'ok' });
    const ready = await fetch(`${test.platform.url}/health/ready`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toEqual({
      status: 'ok',
      checks: expect.arrayContaining([
        { name: 'postgresql', ok: true },
        { name: 'queue', ok: true },
      ]),
    });
  });
});

describeOnBothBackends('the log of a process', (backend) => {
  // Compiling is not on the time of the tests.

  it('has one line a stage that carries every id, and no secret', async () => {
    const test = await startTestPlatform({ ROLE: 'api' }, backend);
    const receiver = await Receiver.start();
    const running = await startPlatformProcess(test, backend, { LOG_LEVEL: 'info' });
    try {
      const api = new Api(running.url, test.key);
      const { body: buyer } = await api.post('/v1/buyers', { name: 'Acme' }).expect(201);
      const asked = { url: receiver.url, events: ['bid.won'], buyer_id: buyer.id };
      const { body: webhook } = await api.post('/v1/webhooks', asked).expect(201);
      const { body: event } = await api
        .post('/v1/events', { type: 'bid.won', buyer_id: buyer.id, data: { note: 'payload-4711' } })
        .expect(202);
      const [received] = await receiver.waitForCount(1);
      const lineOf = (stage: string) => linesOf(running.output).find((line) => line.stage === stage);
      const attempted = await waitFor('the attempt to be logged', () => lineOf('delivery.attempted'));
      const { id: keyId } = (await api.get('/v1/api-keys').expect(200)).body.data[0];
      const [account] = await test.database.query<{ id: string }>('SELECT id FROM accounts');
      expect(lineOf('event.published')).toMatchObject({
        level: 'info',
        role: 'all',
        time: expect.stringMatching(/^\d{4}-.*Z$/),
        account_id: account!.id,
        key_id: keyId,
        event_id: event.id,
        event_type: 'bid.won',
        buyer_id: buyer.id,
        deliveries: 1,
        duration_ms: expect.any(Number),
      });
      expect(attempted).toMatchObject({
        account_id: account!.id,
        webhook_id: webhook.id,
        event_id: event.id,
        event_type: 'bid.won',
        delivery_id: received!.headers['x-synaptis-delivery'],
        attempt: 1,
        trigger: 'automatic',
        verdict: 'success',
        status_code: 200,
        error_code: null,
        duration_ms: expect.any(Number),
        late_ms: expect.any(Number),
        delivery_status: 'success',
        next_attempt_at: null,
      });
      expect(lineOf('webhook.created')).toMatchObject({ webhook_id: webhook.id, buyer_id: buyer.id });
      for (const secret of [webhook.secret as string, test.key, 'payload-4711']) {
        expect(running.output).not.toContain(secret);
      }
    } finally {
      await running.kill('SIGTERM');
      await receiver.stop();
      await test.close();
    }
  });
});

/** The lines of the log among what a process writes; the banner of the start is none. */
function linesOf(output: string): LogLine[] {
  return output
    .split('\n')
    .filter((line) => line.startsWith('{') && line.endsWith('}'))
    .map((line) => JSON.parse(line) as LogLine);
}

const describeWithRedis = findRedisServer() === null ? describe.skip : describe;

describeWithRedis('readiness', () => {
  it('is lost with Redis and comes back with it, and publishing goes on in between', async () => {
    const redis = await RedisServer.start();
    const test = await startTestPlatform({}, { name: 'redis', redis });
    const receiver = await Receiver.start();
    const readiness = async () => {
      const { status, body } = await test.api.get('/health/ready');
      return { status, queue: body.checks.find(({ name }: { name: string }) => name === 'queue') };
    };
    try {
      await test.api.post('/v1/webhooks', { url: receiver.url, events: ['*'] }).expect(201);
      expect(await readiness()).toEqual({ status: 200, queue: { name: 'queue', ok: true } });
      await redis.stop();
      const lost = await waitFor('readiness to be lost', async () => {
        const now = await readiness();
        return now.status === 503 && now;
      });
      expect(lost.queue).toMatchObject({ ok: false, detail: expect.stringMatching(/queue/) });
      expect((await test.api.get('/health/live')).status).toBe(200);
      const { text } = await test.api.get('/metrics').expect(200);
      expect(text).toContain('synaptis_deliveries_waiting{state="due"}');
      await test.api.post('/v1/events', { type: 'lead.verified', data: {} }).expect(202);
      await redis.start();
      await waitFor('readiness to come back', async () => (await readiness()).status === 200, {
        limitMs: 30_000,
      });
      await receiver.waitForCount(1, 30_000);
    } finally {
      await receiver.stop();
      await test.close();
      await redis.stop();
    }
  });
});
