import { fork, type ChildProcess } from 'node:child_process';
import { readCpuMs } from './child-cpu';
import { confinementFlags } from './confinement';
import {
  SANDBOX_READY,
  type SandboxAnswered,
  type SandboxAnswers,
  type SandboxJob,
  type SandboxMessage,
} from './protocol';

export interface SandboxLimits {
  /** Processor time after which a job that has not answered is taken for one that never will. */
  cpuMs: number;
  /** The same on the wall clock, where the system does not tell processor times. */
  wallMs: number;
  /** Wall time after which a sandbox that uses no processor time is given up: our trouble, not the job's. */
  stalledMs: number;
  startMs: number;
  /** For sandboxes of tests, which leave marks in files. */
  isUnconfined?: boolean;
}

export type JobEnd =
  | ({ kind: 'answered' } & SandboxAnswered)
  /** The process is gone, and with it what it ran: this job, or one of those that are `displaced` with it. */
  | { kind: 'lost'; reason: LossReason; wasAlone: boolean }
  /** The process is gone, and the job has to be done again. */
  | { kind: 'displaced'; isSuspect: boolean };

type Settle = (end: JobEnd) => void;

export type LossReason =
  /** Used up its processor time within one call of the engine. */
  | 'time'
  | 'memory'
  /** Got no processor time for long: the machine is too busy. */
  | 'stalled'
  /** Ended by somebody else, as the system does when the machine runs out of memory. */
  | 'killed'
  /** Ended by itself. */
  | 'crashed';

/** What a job can do to its process. Which of several it was is not known: answers wait a little for each other. */
const OWN_DOING: ReadonlySet<LossReason> = new Set(['time', 'memory', 'crashed']);

const CHECK_EVERY_MS = 50;
const NODE_OPTIONS = [
  '--max-old-space-size=64',
  // KiB, of the 8 MiB a system gives: MAPPING_LIMITS.openSteps are reached first, but for built-in functions that call
  // back as the last step.
  '--stack-size=3900',
  // For the sandbox itself, to see between two jobs what it keeps.
  '--expose-gc',
  '--disallow-code-generation-from-strings',
  '--disable-proto=delete',
];
/** V8 ends the process by one of these when memory ends, or a size cannot be had at all. */
const MEMORY_SIGNALS = new Set(['SIGABRT', 'SIGTRAP', 'SIGILL', 'SIGSEGV']);
const MEMORY_CODES = new Set([132, 133, 134, 139]);

/**
 * One process that runs expressions, one after the other. A process and not a thread: memory that ends inside a
 * worker thread ends the whole platform with it (`new Array(5e7).fill(1)` in a thread limited to 64 MB does).
 */
export class Sandbox {
  /** Resolves when jobs can be run; rejects when the process does not start. */
  readonly ready: Promise<void>;
  isReady = false;
  /** Takes no more jobs: it has ended, or is about to. */
  isGone = false;
  private readonly process: ChildProcess;
  private readonly gone: Promise<void>;
  /** Of the jobs it has; it is at work on the first one, or on one that was sent together with it. */
  private readonly jobs: Settle[] = [];
  /** The last ones of them, for the next message. */
  private readonly unsent: SandboxJob[] = [];
  private check: NodeJS.Timeout | undefined;

  constructor(
    entry: string,
    private readonly limits: SandboxLimits,
  ) {
    this.process = fork(entry, [], {
      execArgv: [...NODE_OPTIONS, ...(limits.isUnconfined ? [] : confinementFlags(entry))],
      // Times without a zone mean the same on every machine.
      env: { TZ: 'UTC' },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.gone = new Promise((resolve) => {
      this.process.once('exit', (code, signal) => {
        this.lose(meaningOf(code, signal));
        resolve();
      });
      this.process.on('error', () => {
        this.lose('killed');
        if (this.process.pid === undefined) resolve();
      });
    });
    this.ready = this.start();
    // Whoever needs it hears of a failure; a sandbox nobody needs any more may fail in peace.
    this.ready.catch(() => undefined);
  }

  /** Runs a job after those it has. Never rejects. */
  async run(job: SandboxJob): Promise<JobEnd> {
    if (this.isGone) return { kind: 'displaced', isSuspect: false };
    return new Promise((settle) => {
      this.jobs.push(settle);
      // A job keeps the platform running, an idle sandbox does not.
      this.process.channel?.ref();
      if (this.jobs.length === 1) this.watchFirst();
      if (this.unsent.push(job) === 1) setImmediate(() => this.send());
    });
  }

  /** What was given at the same time goes in one message: a message costs more than most jobs. */
  private send(): void {
    if (this.unsent.length === 0) return;
    this.process.send(this.unsent.splice(0), (error) => {
      // It was gone before the jobs reached it.
      if (error) this.lose('killed');
    });
  }

  /** Ends the process at once, whatever it does. */
  async stop(): Promise<void> {
    // An idle one holds nothing open, and a platform that waits for its end would end first.
    this.process.ref();
    this.process.kill('SIGKILL');
    await this.gone;
  }

  private async start(): Promise<void> {
    const limit = setTimeout(() => this.process.kill('SIGKILL'), this.limits.startMs);
    const trouble = await new Promise<string | null>((resolve) => {
      this.process.on('message', (message: SandboxMessage) => {
        if (message === SANDBOX_READY) resolve(null);
        else if (message.kind === 'broken') resolve(message.reason);
        else this.finish(message);
      });
      void this.gone.then(() => resolve('it ended'));
    });
    clearTimeout(limit);
    if (trouble !== null) throw new Error(`the process for mappings did not start: ${trouble}`);
    this.isReady = true;
    this.process.unref();
    this.process.channel?.unref();
  }

  /**
   * Follows a job that has not been answered at once. The sandbox ends ordinary overruns itself; what reaches a
   * limit here is stuck in one call of the engine. Its processor time decides, so a busy machine blames nobody.
   */
  private async watch(): Promise<void> {
    const job = this.jobs[0];
    const startedAt = performance.now();
    const cpuAtStart = await this.cpuMs();
    while (this.jobs[0] === job) {
      const wall = performance.now() - startedAt;
      const cpu = await this.cpuMs();
      if (this.jobs[0] !== job) return;
      const isOverdue =
        cpu === null || cpuAtStart === null
          ? wall > this.limits.wallMs
          : cpu - cpuAtStart > this.limits.cpuMs;
      if (isOverdue) return this.giveUp('time');
      if (wall > this.limits.stalledMs) return this.giveUp('stalled');
      await new Promise((resolve) => (this.check = setTimeout(resolve, CHECK_EVERY_MS)));
    }
  }

  private giveUp(reason: 'time' | 'stalled'): void {
    this.lose(reason);
    this.process.kill('SIGKILL');
  }

  private async cpuMs(): Promise<number | null> {
    return this.process.pid === undefined ? null : readCpuMs(this.process.pid);
  }

  private watchFirst(): void {
    this.check = setTimeout(() => void this.watch(), CHECK_EVERY_MS);
  }

  private finish({ answers, isFull }: SandboxAnswers): void {
    clearTimeout(this.check);
    for (const answered of answers) this.jobs.shift()?.({ kind: 'answered', ...answered });
    if (isFull) return this.retire();
    if (this.jobs.length > 0) this.watchFirst();
    else this.process.channel?.unref();
  }

  /** Its successor needs the memory. */
  private retire(): void {
    this.isGone = true;
    this.displaceAll(false);
    this.process.kill('SIGKILL');
  }

  private lose(reason: LossReason): void {
    this.isGone = true;
    clearTimeout(this.check);
    const wasAlone = this.jobs.length === 1;
    this.jobs.shift()?.({ kind: 'lost', reason, wasAlone });
    this.displaceAll(OWN_DOING.has(reason));
  }

  /** @param isSuspect whether one of those that were sent may be why the process is gone */
  private displaceAll(isSuspect: boolean): void {
    this.process.channel?.unref();
    const unsent = this.unsent.splice(0).length;
    const settles = this.jobs.splice(0);
    settles.forEach((settle, index) =>
      settle({ kind: 'displaced', isSuspect: isSuspect && index < settles.length - unsent }),
    );
  }
}

function meaningOf(code: number | null, signal: NodeJS.Signals | null): LossReason {
  if (signal === null) return MEMORY_CODES.has(code ?? 0) ? 'memory' : 'crashed';
  return MEMORY_SIGNALS.has(signal) ? 'memory' : 'killed';
}
