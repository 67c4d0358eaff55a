import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Schema, Validator } from '@cfworker/json-schema';
import { parse } from 'yaml';
import { readSettings } from '../../../src/platform/config';

interface Service {
  image: string;
  command?: string[];
  environment?: Record<string, string>;
  ports?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test?: string[]; disable?: boolean };
  deploy?: { replicas: number };
}

interface ComposeFile {
  services: Record<'postgres' | 'redis' | 'migrate' | 'api' | 'worker', Service>;
}

const OURS = ['migrate', 'api', 'worker'] as const;
const SECRETS = {
  POSTGRES_PASSWORD: 'b7c1f0a2',
  ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
  BOOTSTRAP_API_KEY: `sk_live_${'a1'.repeat(32)}`,
};

const source = readFileSync(join(__dirname, '../../../docker-compose.yml'), 'utf8');
const schema = JSON.parse(readFileSync(join(__dirname, 'compose-spec.json'), 'utf8')) as Schema;

/** Compose's `${NAME:-default}` and `${NAME:?message}`; a missing required variable throws its message. */
function interpolate(text: string, env: Record<string, string>): string {
  return text.replaceAll(/\$\{(\w+):([-?])([^}]*)\}/g, (_, name: string, operator: string, rest: string) => {
    if (env[name]) return env[name];
    if (operator === '?') throw new Error(`${name}: ${rest}`);
    return rest;
  });
}

function composeFile(env: Record<string, string> = SECRETS): ComposeFile {
  return parse(interpolate(source, env), { merge: true }) as ComposeFile;
}

/** The names of all variables a boot looks at. */
function knownSettings(): Set<string> {
  const names = new Set<string>();
  const recorder = new Proxy<NodeJS.ProcessEnv>(
    {},
    {
      get: (_, name) => {
        names.add(String(name));
        return undefined;
      },
    },
  );
  readSettings(recorder);
  return names;
}

describe('docker-compose.yml', () => {
  it('is valid by the schema of the Compose Specification', () => {
    const result = new Validator(schema, '7', false).validate(composeFile());

    expect(result.errors).toEqual([]);
    expect(result.valid).toBe(true);
  });

  it('is judged by a schema that refuses what Compose does not know', () => {
    const broken = { services: { api: { image: 'x', comand: ['node'] } } };

    expect(new Validator(schema, '7', false).validate(broken).valid).toBe(false);
  });

  it.each(Object.keys(SECRETS))('does not start without %s', (name) => {
    expect(() => composeFile({ ...SECRETS, [name]: '' })).toThrow(name);
  });

  it('uses no interpolation form but the two that say what happens when a variable is missing', () => {
    const all = source.match(/\$\{?\w+[^}\s]*/g)?.filter((text) => !text.startsWith('$(')) ?? [];

    expect(all.length).toBeGreaterThan(0);
    expect(all.filter((text) => !/^\$\{\w+:[-?]/.test(text))).toEqual([]);
  });

  it.each(OURS)('gives %s only variables that are settings', (name) => {
    const known = knownSettings();
    const given = Object.keys(composeFile().services[name].environment ?? {});

    expect(given).toEqual(expect.arrayContaining(['DATABASE_URL', 'REDIS_URL', 'ENCRYPTION_KEY']));
    expect(given.filter((variable) => !known.has(variable))).toEqual([]);
  });

  it.each(OURS)('gives %s an environment that passes the validation at boot in production', (name) => {
    const env = { ...composeFile().services[name].environment, NODE_ENV: 'production' };

    expect(readSettings(env)).toMatchObject({ kind: 'ok', settings: { httpsOnly: true, egressAllow: [] } });
  });

  it.each(['CRM_WEBHOOK_SECRET', 'CRM_CALLBACK_SECRET'])('passes %s to the API', (name) => {
    const { environment } = composeFile({ ...SECRETS, [name]: 'a-secret-of-the-crm' }).services.api;

    expect(readSettings(environment!)).toMatchObject({ settings: { crmSecret: 'a-secret-of-the-crm' } });
  });

  it('runs one API and two workers', () => {
    const { api, worker } = composeFile().services;

    expect(api.environment).toMatchObject({ ROLE: 'api' });
    expect(api.deploy).toBeUndefined();
    expect(worker.environment).toMatchObject({ ROLE: 'worker' });
    expect(worker.deploy).toEqual({ replicas: 2 });
  });

  it('starts API and workers after a migration that ended well, and that after a healthy database', () => {
    const { migrate, api, worker } = composeFile().services;

    expect(migrate.command).toEqual(['node', 'dist/src/cli/main.js', 'migrate']);
    expect(migrate.depends_on).toMatchObject({ postgres: { condition: 'service_healthy' } });
    for (const service of [api, worker]) {
      expect(service.depends_on).toEqual({
        postgres: { condition: 'service_healthy' },
        redis: { condition: 'service_healthy' },
        migrate: { condition: 'service_completed_successfully' },
      });
    }
  });

  it('keeps what Redis holds: append-only file, no eviction', () => {
    const command = composeFile().services.redis.command?.join(' ');

    expect(command).toContain('--appendonly yes');
    expect(command).toContain('--maxmemory-policy noeviction');
  });

  it('opens one port, on this machine only', () => {
    const ports = Object.values(composeFile().services).flatMap((service) => service.ports ?? []);

    expect(ports).toEqual(['127.0.0.1:3000:3000']);
  });
});
