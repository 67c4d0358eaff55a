import { failedMapping, timeLimitFailure } from '../../core/mapping';
import { AppError } from '../../core/errors/app-error';
import { type SandboxAnswer, type SandboxJob } from './protocol';
import { Sandbox, type JobEnd, type SandboxLimits } from './sandbox';

export interface SandboxPoolOptions extends SandboxLimits {
  /** The sandbox's compiled main file. */
  entry: string;
  /** Processes, all started with the first job. At least two, so that one that is replaced holds nobody up. */
  size: number;
  /** Jobs that may wait for a process. */
  queueLength: number;
}

interface Waiting {
  job: SandboxJob;
  resolve: (answer: SandboxAnswer) => void;
  reject: (error: AppError) => void;
  hasBeenLost: boolean;
}

interface Slot {
  sandbox: Sandbox | null;
  isBusy: boolean;
}

const MOST_SUSPECTS = 1000;

/**
 * A few sandboxes and the jobs that wait for them, first come first served. An expression that has cost a
 * sandbox is a suspect: from then on it runs in the last sandbox only, so that however often it is tried, the
 * others' mappings wait for no restart.
 */
export class SandboxPool {
  private readonly slots: Slot[];
  private readonly waiting: Waiting[] = [];
  private readonly suspects = new Set<string>();
  private isClosed = false;

  constructor(private readonly options: SandboxPoolOptions) {
    this.slots = Array.from({ length: options.size }, () => ({ sandbox: null, isBusy: false }));
  }

  /** @throws AppError UNAVAILABLE when too many wait, the pool is closed, or no process can be had */
  async run(job: SandboxJob): Promise<SandboxAnswer> {
    if (this.isClosed) throw unavailable('The mapping engine is shutting down.');
    if (this.waiting.length >= this.options.queueLength)
      throw unavailable('Too many mappings wait to be run.');
    return new Promise((resolve, reject) => {
      this.waiting.push({ job, resolve, reject, hasBeenLost: false });
      this.dispatch();
    });
  }

  /** Ends every process; what still waits or runs is refused as unavailable. */
  async close(): Promise<void> {
    this.isClosed = true;
    for (const { reject } of this.waiting.splice(0))
      reject(unavailable('The mapping engine is shutting down.'));
    await Promise.all(this.slots.map(async ({ sandbox }) => sandbox?.stop()));
  }

  private dispatch(): void {
    for (const slot of this.slots) slot.sandbox ??= this.startSandbox();
    const idle = this.slots.filter(({ isBusy }) => !isBusy);
    for (const slot of idle.toSorted((one, other) => rank(one) - rank(other))) {
      const takesSuspects = slot === this.slots.at(-1);
      const next = this.waiting.findIndex(({ job }) => takesSuspects || !this.suspects.has(job.expression));
      const [entry] = next === -1 ? [] : this.waiting.splice(next, 1);
      if (entry) void this.serve(slot, entry);
    }
  }

  private async serve(slot: Slot, entry: Waiting): Promise<void> {
    slot.isBusy = true;
    const sandbox = (slot.sandbox ??= this.startSandbox());
    try {
      await sandbox.ready;
      this.settle(entry, await sandbox.run(entry.job), slot);
    } catch (cause) {
      slot.sandbox = null;
      entry.reject(unavailable('Mappings cannot be run at the moment.', cause));
    }
    slot.isBusy = false;
    if (!this.isClosed) this.dispatch();
  }

  private settle(entry: Waiting, end: JobEnd, slot: Slot): void {
    if (end.kind === 'answered') return entry.resolve(end.answer);
    // Its successor starts now, before somebody waits for it.
    slot.sandbox = this.isClosed ? null : this.startSandbox();
    if (this.isClosed) return entry.reject(unavailable('The mapping engine is shutting down.'));
    if (end.reason === 'stalled')
      return entry.reject(unavailable('The machine is too busy to run mappings.'));
    if (end.reason === 'unknown' && !entry.hasBeenLost) return this.tryAgain(entry);
    this.suspect(entry.job.expression);
    entry.resolve(failureOf(end.reason));
  }

  private startSandbox(): Sandbox {
    return new Sandbox(this.options.entry, this.options);
  }

  /** The process was ended by somebody else, perhaps for lack of memory on the machine: not held against the job. */
  private tryAgain(entry: Waiting): void {
    entry.hasBeenLost = true;
    this.waiting.unshift(entry);
  }

  private suspect(expression: string): void {
    this.suspects.add(expression);
    if (this.suspects.size > MOST_SUSPECTS) this.suspects.delete(this.suspects.values().next().value!);
  }
}

/** Sandboxes that are still starting are the last choice. */
function rank({ sandbox }: Slot): number {
  return sandbox?.isReady ? 0 : 1;
}

function failureOf(reason: 'time' | 'memory' | 'unknown'): SandboxAnswer {
  switch (reason) {
    case 'time':
      return timeLimitFailure();
    case 'memory':
      return failedMapping('MEMORY_LIMIT', 'The expression needs more memory than a mapping may use.');
    case 'unknown':
      return failedMapping('RUNTIME', 'The expression ended the process that ran it, twice.');
  }
}

function unavailable(message: string, cause?: unknown): AppError {
  return new AppError('UNAVAILABLE', message, { retryAfterSeconds: 1, cause });
}
