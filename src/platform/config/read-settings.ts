import { parseAddressRanges } from '../../core/net';
import { parseDuration, parseRetrySchedule } from '../../core/retry';
import { durationBetween } from './duration-between';
import { EnvironmentReader } from './environment-reader';
import { readLeads } from './read-lead-settings';
import { ROLES, Settings } from './settings';

export type SettingsResult = { kind: 'ok'; settings: Settings } | { kind: 'invalid'; problems: string[] };

const API_KEY = /^sk_(live|test)_[A-Za-z0-9_-]{32,128}$/;

/**
 * Parses the environment into settings.
 *
 * @param env environment variables by name
 * @returns the settings, or every problem found, each naming its variable and never its value
 */
export function readSettings(env: NodeJS.ProcessEnv): SettingsResult {
  const from = new EnvironmentReader(env);
  const isProduction = env['NODE_ENV'] === 'production';
  const settings = new Settings({
    isProduction,
    ...readProcess(from),
    ...readStores(from, isProduction),
    ...readDelivery(from, isProduction),
    ...readLeads(from),
  });
  return from.problems.length > 0 ? { kind: 'invalid', problems: from.problems } : { kind: 'ok', settings };
}

function readProcess(from: EnvironmentReader) {
  return {
    role: from.oneOf('ROLE', ROLES, 'all'),
    host: from.text('HOST', '127.0.0.1'),
    port: from.integer('PORT', { fallback: 3000, min: 0, max: 65_535 }),
    shutdownGraceMs: from.parsed('SHUTDOWN_GRACE', {
      fallback: '10s',
      parse: parseDuration,
      accepts: 'a duration such as 10s',
    }),
    logLevel: from.oneOf('LOG_LEVEL', ['fatal', 'error', 'warn', 'info', 'debug', 'silent'], 'info'),
  };
}

function readStores(from: EnvironmentReader, isProduction: boolean) {
  const encryptionKey = from.optional('ENCRYPTION_KEY', parseKey, 'base64 of exactly 32 bytes');
  if (isProduction && encryptionKey === null && !from.has('ENCRYPTION_KEY')) {
    from.problems.push('ENCRYPTION_KEY is required in production: base64 of 32 random bytes');
  }
  return {
    databaseUrl: from.optional('DATABASE_URL', urlWith('postgres:', 'postgresql:'), 'a postgres:// URL'),
    redisUrl: from.optional('REDIS_URL', urlWith('redis:', 'rediss:'), 'a redis:// or rediss:// URL'),
    dataDir: from.text('DATA_DIR', './.data'),
    encryptionKey,
    encryptionKeyPrevious: from.optional('ENCRYPTION_KEY_PREVIOUS', parseKey, 'base64 of exactly 32 bytes'),
    bootstrapApiKey: from.optional(
      'BOOTSTRAP_API_KEY',
      (text) => (API_KEY.test(text) ? text : null),
      'sk_live_ or sk_test_ followed by 32 to 128 letters, digits, - or _',
    ),
    retentionDays: from.integer('RETENTION_DAYS', { fallback: 90, min: 1, max: 3650 }),
  };
}

function readDelivery(from: EnvironmentReader, isProduction: boolean) {
  return {
    retryScheduleMs: from.parsed('RETRY_SCHEDULE', {
      fallback: '1m,5m,30m,2h,24h',
      parse: parseRetrySchedule,
      accepts: 'durations separated by commas, such as 1m,5m,30m,2h,24h',
    }),
    retryJitter: from.parsed('RETRY_JITTER', {
      fallback: '0',
      parse: parseJitter,
      accepts: 'a number from 0 to 0.5',
    }),
    deliveryTimeoutMs: from.parsed('DELIVERY_TIMEOUT', {
      fallback: '5s',
      parse: durationBetween(1000, 30_000),
      accepts: 'a duration from 1s to 30s',
    }),
    egressAllow: from.parsed('EGRESS_ALLOW', {
      fallback: isProduction ? '' : '127.0.0.0/8,::1/128',
      parse: parseRanges,
      accepts: 'address ranges separated by commas, such as 10.0.0.0/8',
    }),
    httpsOnly: from.boolean('HTTPS_ONLY', isProduction),
    workerConcurrency: from.integer('WORKER_CONCURRENCY', { fallback: 100, min: 1, max: 1000 }),
  };
}

function parseKey(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === 32 && bytes.toString('base64') === text ? bytes : null;
}

function urlWith(...protocols: string[]): (text: string) => string | null {
  return (text) => (protocols.includes(protocolOf(text)) ? text : null);
}

function protocolOf(text: string): string {
  try {
    return new URL(text).protocol;
  } catch {
    return '';
  }
}

function parseJitter(text: string): number | null {
  const share = Number(text);
  return text.trim() !== '' && share >= 0 && share <= 0.5 ? share : null;
}

function parseRanges(text: string) {
  try {
    return parseAddressRanges(text);
  } catch {
    return null;
  }
}
