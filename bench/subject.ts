import { type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { request } from 'undici';
import { type CeilingStart } from './ceiling';
import { ask, start, startScript, stop } from './child';
import { type Stage } from './stores';

export type Role = 'api' | 'worker' | 'all';

/** What is measured: a process that takes events at `POST /v1/events` and delivers them to the receiver. */
export interface Running {
  url: string;
  key: string;
  pid: number;
  stop(): Promise<void>;
}

export interface Launch {
  role: Role;
  stage: Stage;
  receiverUrl: string;
  /** Writes a CPU profile of the platform with this name. */
  profile: { dir: string; name: string } | null;
}

export const SUBJECTS = ['platform', 'ceiling'] as const;
export type Subject = (typeof SUBJECTS)[number];

/** Attempts under way at the same time: the platform's own default. */
const CONCURRENCY = 100;
const KEY = `sk_test_${'b'.repeat(40)}`;
const MAIN = join(__dirname, '../src/main.js');
const BOOT_LIMIT_MS = 60_000;
const MOST_WARNINGS = 3;

export function launch(subject: Subject, plan: Launch): Promise<Running> {
  return subject === 'platform' ? launchPlatform(plan) : launchCeiling(plan);
}

/** The webhook that every event goes to. The bare script has it built in. */
export async function createWebhook(
  subject: Subject,
  running: Running,
  webhook: { url: string },
): Promise<void> {
  if (subject === 'ceiling') return;
  const { statusCode, body } = await request(`${running.url}/v1/webhooks`, {
    method: 'POST',
    headers: { authorization: `Bearer ${running.key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ events: ['lead.*'], ...webhook }),
  });
  if (statusCode !== 201) throw new Error(`The webhook was not created: ${statusCode} ${await body.text()}`);
  await body.dump();
}

async function launchPlatform({ role, stage, profile }: Launch): Promise<Running> {
  const flags = profile
    ? ['--cpu-prof', `--cpu-prof-dir=${profile.dir}`, `--cpu-prof-name=${profile.name}.cpuprofile`]
    : [];
  const env = {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    PORT: '0',
    ROLE: role,
    DATABASE_URL: stage.databaseUrl,
    ...(stage.redisUrl !== null && { REDIS_URL: stage.redisUrl }),
    DATA_DIR: join(stage.dir, 'platform'),
    BOOTSTRAP_API_KEY: KEY,
    WORKER_CONCURRENCY: String(CONCURRENCY),
    LOG_LEVEL: 'warn',
  };
  const child = start(process.execPath, [...flags, MAIN], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await printedUrl(child);
  return { url, key: KEY, pid: child.pid!, stop: () => stop(child) };
}

/** The banner names the address. Warnings are shown: figures of a platform in trouble mean nothing. */
function printedUrl(child: ChildProcess): Promise<string> {
  let warnings = 0;
  const warn = (line: string) => {
    if (++warnings <= MOST_WARNINGS) console.error(`platform: ${line.slice(0, 400)}`);
  };
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error('The platform did not start in time')), BOOT_LIMIT_MS);
    child.once('exit', (code) => reject(new Error(`The platform ended with code ${code} while starting`)));
    createInterface({ input: child.stdout! }).on('line', (line) => {
      if (line.startsWith('{')) warn(line);
      const [url] = line.startsWith('{') ? [] : (/http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? []);
      if (url === undefined) return;
      clearTimeout(limit);
      resolve(url);
    });
  });
}

async function launchCeiling({ role, stage, receiverUrl }: Launch): Promise<Running> {
  const child = startScript('ceiling');
  const { databaseUrl, redisUrl } = stage;
  const plan: CeilingStart = { role, databaseUrl, redisUrl, receiverUrl, concurrency: CONCURRENCY };
  const url = await ask<string>(child, plan);
  return { url, key: KEY, pid: child.pid!, stop: () => stop(child) };
}
