import { randomBytes } from 'node:crypto';
import { readSettings } from './read-settings';

function settingsFrom(env: Record<string, string>) {
  const result = readSettings(env);
  if (result.kind === 'invalid') throw new Error(result.problems.join('\n'));
  return result.settings;
}

function problemsOf(env: Record<string, string>): string[] {
  const result = readSettings(env);
  return result.kind === 'invalid' ? result.problems : [];
}

const KEY = randomBytes(32).toString('base64');

describe('readSettings', () => {
  it('has a default for everything in development', () => {
    expect(settingsFrom({})).toMatchObject({
      isProduction: false,
      role: 'all',
      host: '127.0.0.1',
      port: 3000,
      databaseUrl: null,
      redisUrl: null,
      dataDir: './.data',
      encryptionKey: null,
      retryScheduleMs: [60_000, 300_000, 1_800_000, 7_200_000, 86_400_000],
      retryJitter: 0,
      deliveryTimeoutMs: 5_000,
      httpsOnly: false,
      retentionDays: 90,
    });
  });

  it('is strict in production', () => {
    const settings = settingsFrom({ NODE_ENV: 'production', ENCRYPTION_KEY: KEY });
    expect(settings).toMatchObject({ isProduction: true, httpsOnly: true, egressAllow: [] });
    expect(problemsOf({ NODE_ENV: 'production' })).toEqual([expect.stringContaining('ENCRYPTION_KEY')]);
  });

  it('reports all problems together, by name and never by value', () => {
    const bad = {
      PORT: 'hunter2',
      ROLE: 'hunter2',
      DATABASE_URL: 'mysql://hunter2',
      REDIS_URL: 'hunter2',
      ENCRYPTION_KEY: 'hunter2',
      BOOTSTRAP_API_KEY: 'hunter2',
      RETRY_SCHEDULE: '1m,hunter2',
      RETRY_JITTER: '0.6',
      DELIVERY_TIMEOUT: '31s',
      EGRESS_ALLOW: 'hunter2',
      HTTPS_ONLY: 'yes',
      WORKER_CONCURRENCY: '0',
      RETENTION_DAYS: '-1',
    };
    const problems = problemsOf(bad);
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual(
      expect.arrayContaining(Object.keys(bad)),
    );
    expect(problems.join()).not.toContain('hunter2');
  });

  it.each([
    ['RETRY_SCHEDULE', '100ms,2s', { retryScheduleMs: [100, 2_000] }],
    ['RETRY_SCHEDULE', '', { retryScheduleMs: [] }],
    ['RETRY_JITTER', '0.5', { retryJitter: 0.5 }],
    ['DELIVERY_TIMEOUT', '30s', { deliveryTimeoutMs: 30_000 }],
    ['REDIS_URL', 'rediss://user:pass@host:6380/2', { redisUrl: 'rediss://user:pass@host:6380/2' }],
    ['PORT', '0', { port: 0 }],
  ])('takes %s=%s', (name, value, expected) => {
    expect(settingsFrom({ [name]: value })).toMatchObject(expected);
  });
});
