import { failedMapping, timeLimitFailure } from '../../core/mapping';
import { AppError } from '../../core/errors/app-error';
import { JobLines, type JobLinesOptions, type WaitingJob } from './job-lines';
import { type SandboxAnswer, type SandboxJob } from './protocol';
import { Sandbox, type JobEnd, type LossReason, type SandboxLimits } from './sandbox';
import { suspectName, Suspects } from './suspects';

export interface SandboxPoolOptions extends SandboxLimits {
  /** The sandbox's compiled main file. */
  entry: string;
  /** Processes, all started with the first job. At least two, so that one that is replaced holds nobody up. */
  size: number;
  /** Jobs that may wait for a process. */
  lines: JobLinesOptions;
}

/** A job and whose it is. */
export interface PoolJob extends WaitingJob {
  job: SandboxJob;
}

interface Waiting extends PoolJob {
  suspectName: string;
  resolve: (answer: SandboxAnswer) => void;
  reject: (error: AppError) => void;
  /** Sandboxes it has cost by its own doing. */
  faults: number;
  /** Sandboxes that somebody else ended under it. */
  kills: number;
}

interface Slot {
  sandbox: Sandbox | null;
  isBusy: boolean;
}

/**
 * A few sandboxes and the jobs that wait for them, served account by account. An expression that has cost a sandbox or
 * used up its time is a suspect: from then on it runs in the last sandbox only, so that however often it is tried, there
 * is one where others wait for neither it nor a restart.
 *
 * What is held against an expression keeps deliveries from being sent until somebody changes it. So nothing is held
 * against it at first sight, and what somebody else did to its sandbox never is.
 */
export class SandboxPool {
  private readonly slots: Slot[];
  private readonly waiting: JobLines<Waiting>;
  private readonly suspects = new Suspects();
  private isClosed = false;

  /** @param onLoss hears of every sandbox that was lost under a job */
  constructor(
    private readonly options: SandboxPoolOptions,
    private readonly onLoss: (reason: LossReason) => void,
  ) {
    this.waiting = new JobLines(options.lines);
    this.slots = Array.from({ length: options.size }, () => ({ sandbox: null, isBusy: false }));
  }

  /** @throws AppError UNAVAILABLE when too many wait, the pool is closed, or no process can be had */
  async run(job: PoolJob): Promise<SandboxAnswer> {
    if (this.isClosed) throw unavailable('The mapping engine is shutting down.');
    const name = suspectName(job.accountId, job.job.expression);
    return new Promise((resolve, reject) => {
      const entry = { ...job, suspectName: name, resolve, reject, faults: 0, kills: 0 };
      if (this.waiting.add(entry)) this.dispatch();
      else reject(unavailable('Too many mappings wait to be run.'));
    });
  }

  /** Ends every process; what still waits or runs is refused as unavailable. */
  async close(): Promise<void> {
    this.isClosed = true;
    for (const { reject } of this.waiting.clear())
      reject(unavailable('The mapping engine is shutting down.'));
    await Promise.all(this.slots.map(async ({ sandbox }) => sandbox?.stop()));
  }

  private dispatch(): void {
    for (const slot of this.slots) this.sandboxOf(slot);
    const idle = this.slots.filter(({ isBusy }) => !isBusy);
    for (const slot of idle.toSorted((one, other) => rank(one) - rank(other))) {
      const takesSuspects = slot === this.slots.at(-1);
      const entry = this.waiting.take((one) => takesSuspects || !this.suspects.has(one.suspectName));
      if (entry) void this.serve(slot, entry);
    }
  }

  private async serve(slot: Slot, entry: Waiting): Promise<void> {
    slot.isBusy = true;
    const sandbox = this.sandboxOf(slot);
    try {
      await sandbox.ready;
      this.settle(entry, await runFairly(sandbox, entry.job), slot);
    } catch (cause) {
      slot.sandbox = null;
      entry.reject(unavailable('Mappings cannot be run at the moment.', cause));
    }
    slot.isBusy = false;
    this.waiting.done(entry);
    if (!this.isClosed) this.dispatch();
  }

  private settle(entry: Waiting, end: JobEnd, slot: Slot): void {
    if (end.kind === 'answered') {
      if (isOverdue(end)) this.suspects.suspect(entry.suspectName);
      else if (entry.job.input !== null) this.suspects.acquit(entry.suspectName);
      return entry.resolve(end.answer);
    }
    if (this.isClosed) return entry.reject(unavailable('The mapping engine is shutting down.'));
    this.onLoss(end.reason);
    // Its successor starts now, before somebody waits for it.
    slot.sandbox = this.startSandbox();
    switch (end.reason) {
      case 'stalled':
        return entry.reject(unavailable('The machine is too busy to run mappings.'));
      case 'killed':
        return this.excuse(entry);
      default:
        return this.blame(entry, failureOf(end.reason));
    }
  }

  /** The process was ended by somebody else, perhaps for lack of memory on the machine. */
  private excuse(entry: Waiting): void {
    entry.kills++;
    if (entry.kills > 1) entry.reject(unavailable('The processes that run mappings are being ended.'));
    else this.waiting.putBack(entry);
  }

  /** The first time something else may have been to blame; a sandbox that is new and warm decides. */
  private blame(entry: Waiting, failure: SandboxAnswer): void {
    entry.faults++;
    if (entry.faults > 1 || this.suspects.isConvicted(entry.suspectName)) {
      this.suspects.convict(entry.suspectName);
      return entry.resolve(failure);
    }
    this.suspects.suspect(entry.suspectName);
    this.waiting.putBack(entry);
  }

  private sandboxOf(slot: Slot): Sandbox {
    if (!slot.sandbox || slot.sandbox.isGone) slot.sandbox = this.startSandbox();
    return slot.sandbox;
  }

  private startSandbox(): Sandbox {
    return new Sandbox(this.options.entry, this.options);
  }
}

/**
 * Gives what was too slow a second run, in the same sandbox and with a processor budget of its own: code that has never
 * run is slow for reasons that are the engine's, and so is a run in which it cleans up after others.
 */
async function runFairly(sandbox: Sandbox, job: SandboxJob): Promise<JobEnd> {
  const end = await sandbox.run(job);
  return isOverdue(end) ? sandbox.run(job) : end;
}

function isOverdue(end: JobEnd): boolean {
  return end.kind === 'answered' && end.answer.kind === 'failed' && end.answer.error.code === 'TIME_LIMIT';
}

/** Sandboxes that are still starting are the last choice. */
function rank({ sandbox }: Slot): number {
  return sandbox?.isReady ? 0 : 1;
}

function failureOf(reason: 'time' | 'memory' | 'crashed'): SandboxAnswer {
  switch (reason) {
    case 'time':
      return timeLimitFailure();
    case 'memory':
      return failedMapping('MEMORY_LIMIT', 'The expression needs more memory than a mapping may use.');
    case 'crashed':
      return failedMapping('RUNTIME', 'The expression ended the process that ran it, twice.');
  }
}

function unavailable(message: string, cause?: unknown): AppError {
  return new AppError('UNAVAILABLE', message, { retryAfterSeconds: 1, cause });
}
