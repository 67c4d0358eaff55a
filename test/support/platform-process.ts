import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type QueueBackend } from './backends';
import { builtProject } from './built-project';
import { type TestPlatform } from './test-platform';
import { waitFor } from './wait-for';

/** Whole as soon as something comes behind it. */
const TOLD_URL = /(?:listening on|health at) (http:\/\/[^\s/]+)(?=[\s/])/;

/** The platform as an operating-system process, so that it can really be killed. */
export class PlatformProcess {
  output = '';

  constructor(private readonly child: ChildProcess) {
    child.stdout?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
  }

  /** As the process told it: the port is free when it is chosen, and taken from then on. */
  get url(): string {
    if (!this.isListening) throw new Error(`The process has not told its address:\n${this.output}`);
    return TOLD_URL.exec(this.output)![1]!;
  }

  get isListening(): boolean {
    return TOLD_URL.test(this.output);
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** Resolves when the process is gone. @returns its exit code, null when a signal ended it */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<number | null> {
    if (this.hasEnded) return this.child.exitCode;
    const exited = once(this.child, 'exit') as Promise<[number | null]>;
    this.child.kill(signal);
    return (await exited)[0];
  }
}

/** Starts a process on the database and queue of a test and waits until it is ready. */
export async function startPlatformProcess(
  test: TestPlatform,
  backend: QueueBackend,
  env: Record<string, string>,
): Promise<PlatformProcess> {
  const child = spawn(process.execPath, [join(builtProject(), 'src/main.js')], {
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      DATABASE_URL: test.database.url,
      DATA_DIR: test.platform.settings.dataDir,
      LOG_LEVEL: 'warn',
      ...(backend.redis && { REDIS_URL: backend.redis.url }),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const started = new PlatformProcess(child);
  await waitFor(
    'the process to be ready',
    async () => {
      if (started.hasEnded) throw new Error(`The process ended:\n${started.output}`);
      if (!started.isListening) return false;
      return fetch(`${started.url}/health/ready`).then(
        ({ ok }) => ok,
        () => false,
      );
    },
    { limitMs: 60_000, everyMs: 50 },
  );
  return started;
}
