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
  /** Jobs it has. */
  count: number;
  hasSuspect: boolean;
  /** Whether its last job was done at once. */
  isQuick: boolean;
}

/**
 * Jobs a sandbox has at most, the one at work among them: with the next ones at hand it need not wait for a platform
 * that is busy. Only while they are quick, so that nobody waits long for those that are ahead already.
 */
const MOST_AHEAD = 8;
const QUICK_MS = 5;

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
    this.slots = Array.from({ length: options.size }, () => newSlot());
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
    // Whoever has the fewest jobs, round by round, as long as there is one to give.
    for (let round = 0; round < MOST_AHEAD; round++) {
      for (const slot of this.slots) this.sandboxOf(slot);
      for (const slot of this.slots.toSorted((one, other) => rank(one) - rank(other))) {
        const entry = this.nextFor(slot);
        if (entry) void this.serve(slot, entry);
      }
    }
  }

  private nextFor(slot: Slot): Waiting | null {
    const isIdle = slot.count === 0;
    if (!isIdle && (slot.count >= MOST_AHEAD || !slot.isQuick || slot.hasSuspect)) return null;
    const takesSuspects = isIdle && slot === this.slots.at(-1);
    return this.waiting.take((one) => takesSuspects || !this.suspects.has(one.suspectName));
  }

  private async serve(slot: Slot, entry: Waiting): Promise<void> {
    slot.count++;
    slot.hasSuspect = this.suspects.has(entry.suspectName);
    const sandbox = this.sandboxOf(slot);
    try {
      await sandbox.ready;
      const end = await runFairly(sandbox, entry.job);
      slot.isQuick = end.kind === 'answered' && end.tookMs < QUICK_MS;
      // Its successor starts now, before somebody waits for it.
      if (sandbox.isGone && slot.sandbox === sandbox && !this.isClosed) slot.sandbox = this.startSandbox();
      this.settle(entry, end);
    } catch (cause) {
      if (slot.sandbox === sandbox) slot.sandbox = null;
      entry.reject(unavailable('Mappings cannot be run at the moment.', cause));
    }
    slot.count--;
    this.waiting.done(entry);
    if (!this.isClosed) this.dispatch();
  }

  private settle(entry: Waiting, end: JobEnd): void {
    if (end.kind === 'answered') {
      if (isOverdue(end)) this.suspects.suspect(entry.suspectName);
      else if (entry.job.input !== null) this.suspects.acquit(entry.suspectName);
      return entry.resolve(end.answer);
    }
    if (this.isClosed) return entry.reject(unavailable('The mapping engine is shutting down.'));
    if (end.kind === 'displaced') return this.waiting.putBack(entry);
    this.onLoss(end.reason);
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

function newSlot(): Slot {
  return { sandbox: null, count: 0, hasSuspect: false, isQuick: false };
}

/** Sandboxes that are still starting are the last choice. */
function rank({ sandbox, count }: Slot): number {
  return count + (sandbox?.isReady ? 0 : MOST_AHEAD);
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
