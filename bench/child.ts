import { type ChildProcess, fork, spawn, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const STOP_LIMIT_MS = 20_000;
const ANSWER_LIMIT_MS = 300_000;
const living = new Set<ChildProcess>();
let isGuarding = false;

/** Starts a program that is killed when this process ends, however it ends. */
export function start(program: string, args: string[], options: SpawnOptions): ChildProcess {
  return remember(spawn(program, args, options));
}

/** Starts one of our own scripts, to be asked by `ask`. Its standard output joins ours on standard error. */
export function startScript(name: string, args: string[] = []): ChildProcess {
  return remember(fork(join(__dirname, name), args, { stdio: ['ignore', process.stderr, 'inherit', 'ipc'] }));
}

/**
 * One question to a script of ours, one answer. A script answers one question at a time.
 * @throws Error when the script fails, ends or takes longer than five minutes
 */
export async function ask<T>(child: ChildProcess, question: object): Promise<T> {
  const limit = AbortSignal.timeout(ANSWER_LIMIT_MS);
  const ended = new AbortController();
  const onExit = () =>
    ended.abort(new Error(`A process of the benchmark ended: ${child.spawnargs.join(' ')}`));
  child.once('exit', onExit);
  try {
    const answered = once(child, 'message', { signal: AbortSignal.any([limit, ended.signal]) });
    child.send(question);
    const [answer] = (await answered) as [{ result: T } | { error: string }];
    if ('error' in answer) throw new Error(answer.error);
    return answer.result;
  } finally {
    child.off('exit', onExit);
  }
}

/** The other end of `ask`: answers questions until the asking process goes away. */
export function answer(reply: (question: never) => Promise<unknown>): void {
  process.on('disconnect', () => process.exit(0));
  process.on('message', (question) => {
    reply(question as never).then(
      (result) => process.send!({ result }),
      (error: unknown) => process.send!({ error: error instanceof Error ? error.stack : String(error) }),
    );
  });
}

/** Asks the process to end, and makes it end when it does not. */
export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  await gone;
  clearTimeout(timer);
}

/** Processor time a process and its children have used, user and system; null where the system has no /proc. */
export function cpuMs(pid: number): number | null {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
    const ofChildren = children.reduce((sum, child) => sum + (cpuMs(Number(child)) ?? 0), 0);
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    // Fields 14 and 15 of proc(5), in ticks of 10 ms.
    return ofChildren + (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return null;
  }
}

function remember(child: ChildProcess): ChildProcess {
  if (!isGuarding) takeChildrenAlong();
  living.add(child);
  child.once('exit', () => living.delete(child));
  return child;
}

/** Only for a process that has children: the others end as they like. */
function takeChildrenAlong(): void {
  isGuarding = true;
  process.on('exit', killChildren);
}

/** At once, for an end that nobody planned. */
export function killChildren(): void {
  for (const child of living) child.kill('SIGKILL');
}
