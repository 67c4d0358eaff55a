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
      dncUrl: null,
      dncToken: null,
      dncTimeoutMs: 1_000,
      dncWhenAway: 'hold',
      crmSecret: null,
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
      DNC_URL: 'https://user:hunter2@registry.example.com',
      DNC_TOKEN: 'hunter2 hunter2',
      DNC_TIMEOUT: '99ms',
      DNC_WHEN_AWAY: 'hunter2',
      CRM_WEBHOOK_SECRET: 'hunter2',
      CRM_CALLBACK_SECRET: `hunter2${'x'.repeat(506)}`,
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
    ['DNC_URL', 'https://dnc.example.com/check', { dncUrl: 'https://dnc.example.com/check' }],
    ['DNC_TIMEOUT', '100ms', { dncTimeoutMs: 100 }],
    ['DNC_TIMEOUT', '10s', { dncTimeoutMs: 10_000 }],
    ['DNC_WHEN_AWAY', 'allow', { dncWhenAway: 'allow' }],
    ['CRM_CALLBACK_SECRET', 'callback-secret-', { crmSecret: 'callback-secret-' }],
    ['CRM_CALLBACK_SECRET', '', { crmSecret: null }],
    ['CRM_WEBHOOK_SECRET', '~'.repeat(512), { crmSecret: '~'.repeat(512) }],
  ])('takes %s=%s', (name, value, expected) => {
    expect(settingsFrom({ [name]: value })).toMatchObject(expected);
  });

  it.each([
    ['DNC_URL', 'ftp://registry.example.com'],
    ['DNC_URL', 'registry.example.com'],
    ['DNC_TIMEOUT', '10001ms'],
    ['DNC_TIMEOUT', '1'],
    ['DNC_WHEN_AWAY', 'HOLD'],
    ['CRM_WEBHOOK_SECRET', 'fifteen-letters'],
    ['CRM_WEBHOOK_SECRET', 'sixteen letters.'],
    ['CRM_CALLBACK_SECRET', 'sixteen-létters-'],
  ])('refuses %s=%s', (name, value) => {
    expect(problemsOf({ [name]: value })).toEqual([expect.stringContaining(`${name} must be`)]);
  });

  it('takes the first of the two secrets of the CRM that is set, and checks both', () => {
    const both = { CRM_WEBHOOK_SECRET: 'webhook-secret-1', CRM_CALLBACK_SECRET: 'callback-secret-' };
    expect(settingsFrom(both).crmSecret).toBe('webhook-secret-1');
    expect(settingsFrom({ ...both, CRM_WEBHOOK_SECRET: '' }).crmSecret).toBe('callback-secret-');
    expect(problemsOf({ ...both, CRM_CALLBACK_SECRET: 'short' })).toHaveLength(1);
  });

  it('wants the URL of the registry where its token is set', () => {
    expect(problemsOf({ DNC_TOKEN: 'hunter2' })).toEqual(['DNC_URL must be set where DNC_TOKEN is']);
    expect(settingsFrom({ DNC_TOKEN: 'token', DNC_URL: 'http://127.0.0.1:9' })).toMatchObject({
      dncToken: 'token',
    });
  });
});
