import { failedMapping, timeLimitFailure } from '../../core/mapping';
import { AppError } from '../../core/errors/app-error';
import { JobLines, type JobLinesOptions, type WaitingJob } from './job-lines';
import { type SandboxAnswer, type SandboxJob } from './protocol';
import { runFairly } from './run-fairly';
import { Sandbox, type JobEnd, type LossReason, type SandboxLimits } from './sandbox';
import { standingName, Standings } from './standings';

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
  /** See `standingName`. */
  name: string;
  resolve: (answer: SandboxAnswer) => void;
  reject: (error: AppError) => void;
  /** Sandboxes it has cost by its own doing. */
  faults: number;
  /** Whether it may have cost one, or another job that was there. */
  isSuspect: boolean;
  /** Sandboxes that somebody else ended under it. */
  kills: number;
}

interface Slot {
  sandbox: Sandbox | null;
  /** Jobs it has. */
  count: number;
  /** Of the inputs of these jobs. */
  characters: number;
  /** Whether its last job was a doubtful one, which it does alone. */
  isAlone: boolean;
}

/** Jobs a sandbox has at most: with the next ones at hand it waits for nobody, and many share a message. */
const MOST_AHEAD = 32;
/** Once their inputs together are as long as this, in characters, it is given no more: it has them in memory. */
const MOST_CHARACTERS_AHEAD = 256 * 1024;

/**
 * A few sandboxes and the jobs that wait for them, served account by account. Expressions that are known to be quick
 * have all of them; the doubtful ones (see Standings) run in the last one only, each alone. So however many are slow or
 * cost a sandbox, and however many new ones are tried, there is one where others wait for neither them nor a restart.
 *
 * What is held against an expression keeps deliveries from being sent until somebody changes it. So nothing is held
 * against it at first sight, and what somebody else did to its sandbox never is.
 */
export class SandboxPool {
  private readonly slots: Slot[];
  private readonly quick: JobLines<Waiting>;
  private readonly doubtful: JobLines<Waiting>;
  private readonly standings = new Standings();
  private isClosed = false;

  /** @param onLoss hears of every sandbox that was lost under a job */
  constructor(
    private readonly options: SandboxPoolOptions,
    private readonly onLoss: (reason: LossReason) => void,
  ) {
    this.quick = new JobLines(options.lines);
    this.doubtful = new JobLines(options.lines);
    this.slots = Array.from({ length: options.size }, () => newSlot());
  }

  /** Starts the processes. @returns when the first is ready, or none can be had */
  async ready(): Promise<void> {
    if (this.isClosed || this.slots.some(({ sandbox }) => sandbox?.isReady)) return;
    await Promise.any(this.slots.map((slot) => this.sandboxOf(slot).ready)).catch(() => undefined);
  }

  /** @throws AppError UNAVAILABLE when too many wait, the pool is closed, or no process can be had */
  async run(job: PoolJob): Promise<SandboxAnswer> {
    if (this.isClosed) throw unavailable('The mapping engine is shutting down.');
    const name = standingName(job.accountId, job.job.expression);
    return new Promise((resolve, reject) => {
      const entry = { ...job, name, resolve, reject, faults: 0, isSuspect: false, kills: 0 };
      if (this.linesOf(entry).add(entry)) this.dispatch();
      else reject(unavailable('Too many mappings wait to be run.'));
    });
  }

  /** Ends every process; what still waits or runs is refused as unavailable. */
  async close(): Promise<void> {
    this.isClosed = true;
    for (const { reject } of [...this.quick.clear(), ...this.doubtful.clear()])
      reject(unavailable('The mapping engine is shutting down.'));
    await Promise.all(this.slots.map(async ({ sandbox }) => sandbox?.stop()));
  }

  private dispatch(): void {
    for (const slot of this.slots) this.sandboxOf(slot);
    // The first is filled first: a process that has enough to do need not be woken for each job.
    let isGiven = true;
    while (isGiven) isGiven = this.readyFirst().some((slot) => this.give(slot));
  }

  /** Sandboxes that are still starting are the last choice. */
  private readyFirst(): Slot[] {
    const isStarting = ({ sandbox }: Slot) => Number(sandbox?.isReady !== true);
    return this.slots.toSorted((one, other) => isStarting(one) - isStarting(other));
  }

  /** @returns whether there was a job for it */
  private give(slot: Slot): boolean {
    for (const lines of this.linesFor(slot)) {
      const entry = lines.take();
      if (!entry) continue;
      slot.isAlone = lines === this.doubtful;
      void this.serve(slot, entry).then(() => {
        lines.done(entry);
        if (!this.isClosed) this.dispatch();
      });
      return true;
    }
    return false;
  }

  /** Where its next job may come from; the two take turns where both may be. */
  private linesFor(slot: Slot): JobLines<Waiting>[] {
    const isLast = slot === this.slots.at(-1);
    if (slot.count === 0) {
      if (!isLast) return [this.quick];
      return slot.isAlone ? [this.quick, this.doubtful] : [this.doubtful, this.quick];
    }
    const hasRoom = slot.count < MOST_AHEAD && slot.characters < MOST_CHARACTERS_AHEAD;
    const takesMore = slot.sandbox?.isReady === true && hasRoom && !slot.isAlone;
    // With a doubtful one waiting, the last sandbox becomes idle soon.
    return takesMore && (!isLast || this.doubtful.isEmpty) ? [this.quick] : [];
  }

  private linesOf({ name, faults, isSuspect }: Waiting): JobLines<Waiting> {
    return faults > 0 || isSuspect ? this.doubtful : this.linesByStanding(name);
  }

  private linesByStanding(name: string): JobLines<Waiting> {
    return this.standings.isQuick(name) ? this.quick : this.doubtful;
  }

  private async serve(slot: Slot, entry: Waiting): Promise<void> {
    const characters = entry.job.input?.length ?? 0;
    slot.count++;
    slot.characters += characters;
    const sandbox = this.sandboxOf(slot);
    try {
      await sandbox.ready;
      const end = await runFairly(sandbox, entry.job);
      // Its successor starts now, before somebody waits for it.
      if (sandbox.isGone && slot.sandbox === sandbox && !this.isClosed) slot.sandbox = this.startSandbox();
      this.settle(entry, end, sandbox);
    } catch (cause) {
      if (slot.sandbox === sandbox) slot.sandbox = null;
      entry.reject(unavailable('Mappings cannot be run at the moment.', cause));
    }
    slot.count--;
    slot.characters -= characters;
  }

  private settle(entry: Waiting, end: JobEnd, sandbox: Sandbox): void {
    if (end.kind === 'answered') {
      const { name, job } = entry;
      if (job.input !== null) this.judge(entry, () => this.standings.answered(name, end.tookMs, sandbox));
      return entry.resolve(end.answer);
    }
    if (this.isClosed) return entry.reject(unavailable('The mapping engine is shutting down.'));
    if (end.kind === 'displaced') return end.isSuspect ? this.suspect(entry) : this.putBack(entry);
    this.onLoss(end.reason);
    switch (end.reason) {
      case 'stalled':
        return entry.reject(unavailable('The machine is too busy to run mappings.'));
      case 'killed':
        return this.excuse(entry);
      default:
        return end.wasAlone ? this.blame(entry, failureOf(end.reason)) : this.suspect(entry);
    }
  }

  private putBack(entry: Waiting): void {
    this.linesOf(entry).putBack([entry]);
  }

  /** It was one of several that may have cost the sandbox: run alone, it shows. */
  private suspect(entry: Waiting): void {
    entry.isSuspect = true;
    this.putBack(entry);
  }

  /** The process was ended by somebody else, perhaps for lack of memory on the machine. */
  private excuse(entry: Waiting): void {
    entry.kills++;
    if (entry.kills > 1) entry.reject(unavailable('The processes that run mappings are being ended.'));
    else this.putBack(entry);
  }

  /** The first time something else may have been to blame; a sandbox that is new and warm decides. */
  private blame(entry: Waiting, failure: SandboxAnswer): void {
    entry.faults++;
    this.judge(entry, () => this.standings.failed(entry.name));
    if (entry.faults === 1 && !this.standings.isConvicted(entry.name)) return this.putBack(entry);
    this.standings.convict(entry.name);
    entry.resolve(failure);
  }

  /** Others with the same expression go where they belong now. */
  private judge({ name, accountId }: Waiting, learn: () => void): void {
    const before = this.linesByStanding(name);
    learn();
    const after = this.linesByStanding(name);
    const isAffected = (other: Waiting) => other.name === name && this.linesOf(other) === after;
    if (after !== before) after.putBack(before.takeOut(accountId, isAffected));
  }

  private sandboxOf(slot: Slot): Sandbox {
    if (!slot.sandbox || slot.sandbox.isGone) slot.sandbox = this.startSandbox();
    return slot.sandbox;
  }

  private startSandbox(): Sandbox {
    return new Sandbox(this.options.entry, this.options);
  }
}

function newSlot(): Slot {
  return { sandbox: null, count: 0, characters: 0, isAlone: false };
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
