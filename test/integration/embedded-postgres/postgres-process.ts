import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

const PROJECT = resolve(__dirname, '../../..');

export type StartReport =
  | { kind: 'started'; connectionString: string; adopted: boolean; isOwner: boolean }
  | { kind: 'failed'; name: string; message: string };

export interface PostgresProcess {
  pid: number;
  report: StartReport;
  /** SIGKILL: no chance to clean up. */
  kill(): Promise<void>;
  /** Clean end. */
  end(): Promise<void>;
}

export interface ProcessOptions {
  options: { dataDir: string; share?: boolean; startTimeoutMs?: number };
  /** Where the product's sources are, if not here. */
  project?: string;
  uid?: number;
}

/** Forks without waiting, for those who want to kill it in the middle. */
export function forkPostgres({ options, project = PROJECT, uid }: ProcessOptions): ChildProcess {
  const modulePath = resolve(project, 'src/platform/embedded-postgres/index.ts');
  return fork(resolve(__dirname, 'embedded-postgres-process.cjs'), [modulePath, JSON.stringify(options)], {
    execArgv: ['-r', resolve(__dirname, 'register-typescript.cjs')],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
}

/** Runs `startEmbeddedPostgres` in a process of its own and waits for its outcome. */
export async function startInProcess(options: ProcessOptions): Promise<PostgresProcess> {
  const child = forkPostgres(options);
  const [report] = (await once(child, 'message')) as [StartReport];
  const end = async (act: () => unknown): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    act();
    await ended;
  };
  return {
    pid: child.pid ?? 0,
    report,
    kill: () => end(() => child.kill('SIGKILL')),
    end: () => end(() => child.send('stop', () => undefined)),
  };
}
