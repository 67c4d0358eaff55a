import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ConfigModule, ReadySettings, readSettings } from '../../../src/platform/config';
import { Database } from '../../../src/platform/database';
import { DoNotCallModule, DoNotCallRegistry } from '../../../src/platform/do-not-call';
import { Logger, LoggingModule } from '../../../src/platform/logging';
import { Metrics, MetricsModule } from '../../../src/platform/metrics';
import { type Answer, Receiver } from '../../support/receiver';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';

const PHONE = '+15551234567';
const COUNTER = 'synaptis_do_not_call_checks_total';

@Module({})
class DoNotCallUnderTest {}

interface UnderTest {
  judge(phone: string): ReturnType<DoNotCallRegistry['judge']>;
  database: Database;
  /** How often each answer was counted. */
  counted(): Promise<Record<string, number>>;
  logged: [string, Record<string, unknown>][];
}

describe('DoNotCallRegistry', () => {
  let receiver: Receiver;
  let stored: TestDatabase;
  const open: INestApplicationContext[] = [];

  beforeAll(async () => {
    stored = await createTestDatabase({ isMigrated: false });
  });

  afterAll(() => stored.drop());

  beforeEach(async () => {
    receiver = await Receiver.start();
  });

  afterEach(async () => {
    await receiver.stop();
    await Promise.all(open.splice(0).map((context) => context.close()));
  });

  /** The registries here answer at once or never, so a busy machine may take its time. */
  async function start(env: NodeJS.ProcessEnv): Promise<UnderTest> {
    const result = readSettings({ LOG_LEVEL: 'silent', DNC_TIMEOUT: '10s', ...env });
    if (result.kind === 'invalid') throw new Error(result.problems.join('; '));
    const ready = { databaseUrl: stored.url, encryptionKey: Buffer.alloc(32) };
    const settings = new ReadySettings({ ...result.settings, ...ready });
    const imports = [ConfigModule.with(settings), LoggingModule, MetricsModule, DoNotCallModule];
    const context = await NestFactory.createApplicationContext(
      { module: DoNotCallUnderTest, imports },
      { logger: false, abortOnError: false },
    );
    open.push(context);
    const from = { strict: false };
    const logged: UnderTest['logged'] = [];
    jest
      .spyOn(context.get(Logger, from), 'warning')
      .mockImplementation((stage, fields = {}) => logged.push([stage, fields]));
    return {
      judge: (phone) => context.get(DoNotCallRegistry, from).judge(phone),
      database: context.get(Database, from),
      counted: () => countsOf(context.get(Metrics, from)),
      logged,
    };
  }

  it.each([
    [true, 'listed'],
    [false, 'clear'],
  ])('asks for the number and reads listed: %s as %s', async (listed, answer) => {
    receiver.answerWith(json({ listed }));
    const registry = await start({ DNC_URL: receiver.url, DNC_TOKEN: 'token-of-ours' });
    await expect(registry.judge(PHONE)).resolves.toBe(answer);
    expect(receiver.received).toHaveLength(1);
    const [asked] = receiver.received;
    expect(asked).toMatchObject({
      body: `{"phone":"${PHONE}"}`,
      headers: {
        'content-type': 'application/json',
        authorization: 'Bearer token-of-ours',
        'user-agent': expect.stringMatching(/^Synaptis-Webhooks\//) as string,
      },
    });
    await expect(registry.counted()).resolves.toEqual({ clear: 0, listed: 0, unknown: 0, [answer]: 1 });
    expect(registry.logged).toEqual([]);
  });

  it('sends no authorization without a token', async () => {
    receiver.answerWith(json({ listed: false }));
    const registry = await start({ DNC_URL: receiver.url });
    await registry.judge(PHONE);
    expect(Object.keys(receiver.received[0]!.headers)).not.toContain('authorization');
  });

  it.each<[string, Answer, object]>([
    ['a 500', 500, { reason: 'HTTP_STATUS', status_code: 500 }],
    [
      'a redirect, which is not followed',
      (response) => response.writeHead(307, { location: '/elsewhere' }).end(),
      { reason: 'HTTP_STATUS', status_code: 307 },
    ],
    ['garbage', (response) => response.end('<html>'), { reason: 'NOT_UNDERSTOOD', status_code: 200 }],
    ['another shape', json({ listed: 'no' }), { reason: 'NOT_UNDERSTOOD', status_code: 200 }],
    [
      'more than 16 KiB',
      json({ padding: 'x'.repeat(16_384), listed: false }),
      { reason: 'TOO_LARGE', status_code: 200 },
    ],
    ['a broken connection', (response) => response.destroy(), { reason: 'CONNECTION_RESET' }],
  ])('knows nothing after %s, and says so without the number', async (_, answer, reason) => {
    receiver.answerWith(answer);
    const registry = await start({ DNC_URL: receiver.url, DNC_TOKEN: 'token-of-ours' });
    await expect(registry.judge(PHONE)).resolves.toBe('unknown');
    expect(receiver.received).toHaveLength(1);
    await expect(registry.counted()).resolves.toEqual({ clear: 0, listed: 0, unknown: 1 });
    expect(registry.logged).toEqual([['do_not_call.unknown', expect.objectContaining(reason)]]);
    expect(JSON.stringify(registry.logged)).not.toMatch(/5551234567|token-of-ours/);
  });

  it.each<[string, Answer]>([
    ['stays silent', () => undefined],
    ['never ends its answer', (response) => response.writeHead(200).write('{"listed":')],
  ])('waits no longer than DNC_TIMEOUT for a registry that %s', async (_, answer) => {
    receiver.answerWith(answer);
    const registry = await start({ DNC_URL: receiver.url, DNC_TIMEOUT: '2s' });
    const startedAt = performance.now();
    await expect(registry.judge(PHONE)).resolves.toBe('unknown');
    const tookMs = performance.now() - startedAt;
    // Not the second that is the default, and never as long as a machine is busy.
    expect(tookMs).toBeGreaterThan(1_900);
    expect(tookMs).toBeLessThan(9_000);
    expect(registry.logged).toMatchObject([['do_not_call.unknown', { reason: 'TIMEOUT' }]]);
  });

  it('is asked outside of transactions only', async () => {
    receiver.answerWith(json({ listed: false }));
    const registry = await start({ DNC_URL: receiver.url });
    await expect(registry.database.transaction(() => registry.judge(PHONE))).rejects.toThrow(
      'transaction is open',
    );
    expect(receiver.received).toEqual([]);
  });

  it('counts the time from sending, however many ask at once', async () => {
    // Six turns of 500 ms: whoever comes last has waited longer than the time limit for its turn.
    receiver.answerWith((response) => setTimeout(() => response.end('{"listed":false}'), 500));
    const registry = await start({ DNC_URL: receiver.url, DNC_TIMEOUT: '2s', WORKER_CONCURRENCY: '2' });
    const answers = await Promise.all(Array.from({ length: 12 }, () => registry.judge(PHONE)));
    expect(new Set(answers)).toEqual(new Set(['clear']));
  });

  it('turns away who would wait longer than ten seconds, without an answer', async () => {
    let most = 0;
    const held: (() => void)[] = [];
    receiver.answerWith((response) => {
      most = Math.max(
        most,
        held.push(() => response.end('{"listed":false}')),
      );
    });
    const registry = await start({ DNC_URL: receiver.url, DNC_TIMEOUT: '10s', WORKER_CONCURRENCY: '50' });
    const asked = Array.from({ length: 41 }, () => registry.judge(PHONE));
    await expect(asked[40]).rejects.toMatchObject({ code: 'UNAVAILABLE', retryAfterSeconds: 1 });
    await receiver.waitForCount(20);
    expect(most).toBe(20);
    receiver.answerWith(json({ listed: false }));
    for (const answer of held) answer();
    await expect(Promise.all(asked.slice(0, 40))).resolves.toEqual(Array(40).fill('clear'));
    await expect(registry.counted()).resolves.toEqual({ clear: 40, listed: 0, unknown: 0 });
  });

  it('asks nobody at an address that is not allowed', async () => {
    receiver.answerWith(json({ listed: false }));
    const registry = await start({ DNC_URL: receiver.url, EGRESS_ALLOW: '10.0.0.0/8' });
    await expect(registry.judge(PHONE)).resolves.toBe('unknown');
    expect(registry.logged).toMatchObject([['do_not_call.unknown', { reason: 'ADDRESS_BLOCKED' }]]);
    expect(receiver.received).toEqual([]);
  });

  it('finds every number clear where no registry is configured, and counts no check', async () => {
    const registry = await start({});
    await expect(registry.judge(PHONE)).resolves.toBe('clear');
    await expect(registry.counted()).resolves.toEqual({ clear: 0, listed: 0, unknown: 0 });
    expect(registry.logged).toEqual([]);
  });
});

function json(value: object): Answer {
  return (response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

async function countsOf(metrics: Metrics): Promise<Record<string, number>> {
  const { values } = await metrics.registry.getSingleMetric(COUNTER)!.get();
  return Object.fromEntries(values.map(({ labels, value }) => [labels['answer'], value]));
}
