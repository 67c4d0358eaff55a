import { FairLines, type FairLinesOptions } from './fair-lines';

export interface JobLinesOptions {
  /** What deliveries wait for. */
  deliveries: FairLinesOptions;
  /** What callers of the API wait for: few, and before the others. */
  callers: FairLinesOptions;
}

export interface WaitingJob {
  accountId: string;
  isForCaller: boolean;
}

/**
 * Jobs that wait for a sandbox, in lines by account. What a caller waits for is next, but never twice in a row while
 * deliveries wait; and nobody has a second job at work while another account waits for its first.
 */
export class JobLines<T extends WaitingJob> {
  private readonly deliveries: FairLines<T>;
  private readonly callers: FairLines<T>;
  /** How many jobs of an account are at work. */
  private readonly atWork = new Map<string, number>();
  private wasForCaller = false;

  constructor(options: JobLinesOptions) {
    this.deliveries = new FairLines(options.deliveries);
    this.callers = new FairLines(options.callers);
  }

  /** @returns false when too many wait already */
  add(job: T): boolean {
    return this.linesOf(job).add(job.accountId, job);
  }

  /** For jobs of one account that have to be done again, or wait for something else now. */
  putBack(jobs: readonly T[]): void {
    for (const lines of [this.callers, this.deliveries]) {
      const own = jobs.filter((job) => this.linesOf(job) === lines);
      if (own.length > 0) lines.putBack(own[0]!.accountId, own);
    }
  }

  get isEmpty(): boolean {
    return this.deliveries.isEmpty && this.callers.isEmpty;
  }

  /** Takes the next job to work on, until `done`. */
  take(): T | null {
    const lines = this.wasForCaller ? [this.deliveries, this.callers] : [this.callers, this.deliveries];
    const isIdle = (accountId: string) => !this.atWork.has(accountId);
    const anybody = () => true;
    const job =
      lines[0]!.take(isIdle) ?? lines[1]!.take(isIdle) ?? lines[0]!.take(anybody) ?? lines[1]!.take(anybody);
    if (!job) return null;
    this.atWork.set(job.accountId, (this.atWork.get(job.accountId) ?? 0) + 1);
    this.wasForCaller = job.isForCaller;
    return job;
  }

  /** Takes all wanted jobs of an account away, not to work on them. */
  takeOut(accountId: string, isWanted: (job: T) => boolean): T[] {
    return [this.callers, this.deliveries].flatMap((lines) => lines.takeOut(accountId, isWanted));
  }

  done({ accountId }: T): void {
    const left = this.atWork.get(accountId)! - 1;
    if (left > 0) this.atWork.set(accountId, left);
    else this.atWork.delete(accountId);
  }

  /** Takes all that wait. */
  clear(): T[] {
    return [...this.callers.clear(), ...this.deliveries.clear()];
  }

  private linesOf({ isForCaller }: T): FairLines<T> {
    return isForCaller ? this.callers : this.deliveries;
  }
}
