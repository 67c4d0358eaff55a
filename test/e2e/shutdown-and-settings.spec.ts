import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { describeOnBothBackends } from '../support/backends';
import { builtProject } from '../support/built-project';
import { brokenInvariants } from '../support/invariants';
import { type PlatformProcess, startPlatformProcess } from '../support/platform-process';
import { callRaw } from '../support/raw-http';
import { type Answer, Receiver } from '../support/receiver';
import { Api, startTestPlatform, type TestPlatform } from '../support/test-platform';
import { waitFor } from '../support/wait-for';

const NO_REDIS = { name: 'postgres', redis: null } as const;

/** Starts a process that is not meant to come up. */
async function runToEnd(env: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'synaptis-settings-'));
  const child = spawn(process.execPath, [join(builtProject(), 'src/main.js')], {
    env: { PATH: process.env['PATH'], DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  await rm(dataDir, { recursive: true, force: true });
  return { code, output };
}

// Compiling is not on the time of the tests.

describe('settings that cannot be used', () => {
  it('are reported all together, by name and never by value, and nothing starts', async () => {
    const wrong: Record<string, string> = {
      PORT: '65536-marker',
      ROLE: 'boss-marker',
      DATABASE_URL: 'mysql://user:password-marker@db/marker',
      REDIS_URL: 'http://:password-marker@redis',
      ENCRYPTION_KEY: Buffer.from('marker').toString('base64'),
      ENCRYPTION_KEY_PREVIOUS: 'marker-previous',
      BOOTSTRAP_API_KEY: 'sk_live_marker',
      RETRY_SCHEDULE: '1m,marker',
      RETRY_JITTER: '0.51',
      DELIVERY_TIMEOUT: '31s',
      EGRESS_ALLOW: '10.0.0.0/8,marker',
      HTTPS_ONLY: 'marker',
      WORKER_CONCURRENCY: '0',
      RETENTION_DAYS: '-1',
      SHUTDOWN_GRACE: 'marker',
      LOG_LEVEL: 'marker',
      CRM_WEBHOOK_SECRET: 'marker',
      CRM_CALLBACK_SECRET: 'a marker with blanks',
      DNC_URL: 'ftp://marker',
      DNC_TIMEOUT: '11s',
      DNC_WHEN_AWAY: 'marker',
    };
    const { code, output } = await runToEnd(wrong);
    expect(code).toBe(2);
    const lines = output.split('\n');
    const unnamed = Object.keys(wrong).filter(
      (name) => !lines.some((line) => line.includes(`- ${name} must be`)),
    );
    expect(unnamed).toEqual([]);
    expect(lines.filter((line) => line.startsWith('  - '))).toHaveLength(Object.keys(wrong).length);
    for (const value of ['marker', wrong['ENCRYPTION_KEY']!, '65536', '0.51', '31s']) {
      expect(output).not.toContain(value);
    }
  });

  it('include a missing ENCRYPTION_KEY in production, next to whatever else is wrong', async () => {
    const { code, output } = await runToEnd({ NODE_ENV: 'production', PORT: 'x' });
    expect(code).toBe(2);
    expect(output).toMatch(/ENCRYPTION_KEY is required in production/);
    expect(output).toMatch(/PORT must be/);
  });

  it('do not show the password of a database that is away', async () => {
    const { code, output } = await runToEnd({
      DATABASE_URL: 'postgres://user:password-marker@127.0.0.1:1/db',
    });
    expect(code).toBe(1);
    expect(output).toMatch(/could not start/i);
    expect(output).not.toContain('marker');
  });
});

describeOnBothBackends('a worker that is told to stop', (backend) => {
  let test: TestPlatform;
  let receiver: Receiver;
  const processes: PlatformProcess[] = [];

  beforeAll(async () => {
    test = await startTestPlatform({ ROLE: 'api' }, backend);
    receiver = await Receiver.start();
    const webhook = { url: receiver.url, events: ['lead.verified'], timeout_ms: 20_000 };
    await test.api.post('/v1/webhooks', webhook).expect(201);
  });

  afterEach(async () => {
    await Promise.all(processes.splice(0).map((process) => process.kill()));
  });

  afterAll(async () => {
    await receiver.stop();
    await test.close();
  });

  async function startWorker(env: Record<string, string> = {}): Promise<PlatformProcess> {
    const started = await startPlatformProcess(test, backend, { ROLE: 'worker', ...env });
    processes.push(started);
    return started;
  }

  /** Publishes to a receiver that answers first so, then with 200. @returns once the first request is there */
  async function publishTo(answer: Answer): Promise<{ event: string; from: number }> {
    receiver.answerWith(answer, 200);
    const from = receiver.received.length;
    const { body } = await test.api.post('/v1/events', { type: 'lead.verified', data: {} }).expect(202);
    await receiver.waitForCount(from + 1);
    return { event: body.id, from };
  }

  async function deliveryOf(event: string) {
    const { body: list } = await test.api.get(`/v1/deliveries?event_id=${event}`).expect(200);
    const { body } = await test.api.get(`/v1/deliveries/${list.data[0].id}`).expect(200);
    return body as { status: string; attempts: { number: number; status_code: number }[] };
  }

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'by %s finishes the attempt under way and ends well',
    async (signal) => {
      const worker = await startWorker({ SHUTDOWN_GRACE: '10s' });
      let answer: () => void = () => undefined;
      const { event } = await publishTo((response) => {
        answer = () => void response.writeHead(201).end();
      });
      let isAnswered = false;
      const ended = worker.kill(signal);
      setTimeout(() => {
        isAnswered = true;
        answer();
      }, 1_000);
      expect(await ended).toBe(0);
      expect(isAnswered).toBe(true);
      const { status, attempts } = await deliveryOf(event);
      expect(status).toBe('success');
      expect(attempts).toEqual([expect.objectContaining({ number: 1, status_code: 201 })]);
    },
  );

  it('hands the attempt back when the grace is over, and another worker makes it', async () => {
    const worker = await startWorker({ SHUTDOWN_GRACE: '300ms' });
    const { event, from } = await publishTo(() => undefined);
    const startedMs = performance.now();
    expect(await worker.kill('SIGTERM')).toBe(0);
    // The attempt itself has 20 seconds.
    expect(performance.now() - startedMs).toBeLessThan(15_000);
    expect(await deliveryOf(event)).toMatchObject({ status: 'pending', attempts: [] });

    await startWorker();
    await receiver.waitForCount(from + 2, 20_000);
    const delivery = await waitFor('the delivery to succeed', async () => {
      const found = await deliveryOf(event);
      return found.status === 'success' && found;
    });
    expect(delivery.attempts).toEqual([expect.objectContaining({ number: 1, status_code: 200 })]);
    const [first, second] = receiver.received.slice(from);
    expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id']);
    expect(second!.body).toBe(first!.body);
    expect(await brokenInvariants(test.database)).toEqual([]);
  });
});

describe('an API that is told to stop', () => {
  it('answers the request it is working on, and ends well', async () => {
    const test = await startTestPlatform({ ROLE: 'worker' });
    const api = await startPlatformProcess(test, NO_REDIS, { ROLE: 'api', BOOTSTRAP_API_KEY: test.key });
    const blocker = new Client({ connectionString: test.database.url });
    await blocker.connect();
    await blocker.query('BEGIN');
    await blocker.query('LOCK TABLE events IN ACCESS EXCLUSIVE MODE');
    const publish = callRaw(api.url, {
      path: '/v1/events',
      headers: { authorization: `Bearer ${test.key}`, 'content-type': 'application/json' },
      body: '{"type":"lead.verified","data":{}}',
    });
    await waitFor('the publish to wait for the table', async () => {
      const waiting = await test.database.query(
        `SELECT 1 FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock' AND query ILIKE '%INSERT INTO events%'`,
      );
      return waiting.length > 0;
    });
    const ended = api.kill('SIGTERM');
    await waitFor('new connections to be refused', () =>
      fetch(`${api.url}/health/live`).then(
        () => false,
        () => true,
      ),
    );
    await blocker.query('ROLLBACK');
    await blocker.end();
    const answer = await publish;
    expect(answer.status).toBe(202);
    expect(await ended).toBe(0);
    const { id } = JSON.parse(answer.text) as { id: string };
    expect(await test.database.query('SELECT 1 FROM events WHERE id = $1', [id])).toHaveLength(1);
    await test.close();
  });
});

describe('the log', () => {
  it('shows no secret, key or payload, on the most talkative level, whatever goes wrong', async () => {
    const test = await startTestPlatform({ ROLE: 'api' });
    const receiver = await Receiver.start();
    const process = await startPlatformProcess(test, NO_REDIS, {
      LOG_LEVEL: 'debug',
      RETRY_SCHEDULE: '100ms,100ms',
    });
    const api = new Api(process.url, test.key);
    const own = `whsec_${Buffer.from('marker of a secret that is chosen').toString('base64')}`;
    const { body: webhook } = await api
      .post('/v1/webhooks', {
        url: `${receiver.url}/path-marker?token=query-marker`,
        events: ['lead.verified'],
        headers: { 'x-key': 'header-marker' },
        metadata: { a: 'metadata-marker' },
        description: 'description-marker',
        secret: own,
      })
      .set('idempotency-key', 'idempotency-marker')
      .expect(201);
    const { body: rotated } = await api.post(`/v1/webhooks/${webhook.id}/secret/rotate`, {}).expect(200);
    const { body: key } = await api.post('/v1/api-keys', { name: 'name-marker', scopes: ['*'] }).expect(201);
    receiver.answerWith(
      (response) => response.writeHead(500, { 'x-a': 'answer-marker' }).end('answer-marker'),
      200,
    );
    const data = { lead_id: 'payload-marker', email: 'payload-marker@example.com' };
    await api.post('/v1/events', { type: 'lead.verified', data }).expect(202);
    const refusals = [
      api.post('/v1/events', { type: 'type-marker', data }),
      api.post('/v1/events', { type: 'lead.verified', data: 'payload-marker' }),
      api.post('/v1/buyers', { name: 'x', 'field-marker': 'payload-marker' }),
      api.get('/v1/webhooks?cursor=query-marker'),
      api.get('/v1/path-marker?query-marker'),
      api.as(`sk_live_${'marker'.repeat(8)}`).get('/v1/webhooks'),
      api.post('/v1/events').set('content-type', 'application/json').send('{"payload-marker'),
      api.post('/v1/events').set('content-type', 'text/plain').send('payload-marker'),
    ];
    for (const refusal of refusals) expect((await refusal).status).toBeLessThan(500);
    // Before the table is gone for a moment, which the attempt would need.
    await receiver.waitForCount(2);
    await waitFor('the log of the second attempt', () => process.output.includes('"verdict":"success"'));

    // And a failure of ours, with the payload among the parameters of the statement.
    await test.database.query('ALTER TABLE events RENAME TO elsewhere');
    const failed = await api.post('/v1/events', { type: 'lead.verified', data });
    expect(failed.status).toBe(500);
    expect(failed.text).not.toMatch(/relation|elsewhere|select|insert/i);
    await test.database.query('ALTER TABLE elsewhere RENAME TO events');
    await process.kill('SIGTERM');

    for (const stage of [
      'webhook.created',
      'event.published',
      'delivery.attempted',
      'http.failed',
      'http.answered',
    ]) {
      expect(process.output).toContain(`"${stage}"`);
    }
    expect(process.output).not.toMatch(/marker/);
    const secrets = [
      own,
      rotated.secret,
      key.key,
      test.key,
      test.platform.settings.encryptionKey.toString('base64'),
    ];
    for (const secret of secrets as string[]) {
      expect(process.output).not.toContain(secret);
      expect(process.output).not.toContain(secret.slice(8, 24));
    }
    for (const { headers } of receiver.received) {
      const signature = /v1=([0-9a-f]+)/.exec(String(headers['x-synaptis-signature']))![1]!;
      expect(process.output).not.toContain(signature);
    }
    await receiver.stop();
    await test.close();
  });
});
