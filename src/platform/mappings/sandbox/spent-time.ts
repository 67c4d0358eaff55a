import { threadCpuMs } from './thread-cpu';

/** How long a reading of the processor's clock serves, in milliseconds. */
const FRESH_MS = 5;

/**
 * Processor time an evaluation has used. The wall clock would blame a mapping for a busy machine; the
 * processor's clock costs a system call, and is asked only when the answer can matter: no thread uses more
 * processor time than has passed on the wall.
 */
export class SpentTime {
  private startedAt = 0;
  /** What the processor's clock showed at most. */
  private cpuAtStart = 0;
  private reading = { at: Number.NEGATIVE_INFINITY, cpu: 0 };
  private known = 0;
  private askAgainAt = 0;
  private patience = 1;

  constructor(private readonly limitMs: number) {}

  /** @param patience by how much slower the time passes for whom the limit is meant */
  restart(patience = 1): void {
    this.patience = patience;
    this.startedAt = performance.now();
    if (this.startedAt - this.reading.at > FRESH_MS)
      this.reading = { at: this.startedAt, cpu: threadCpuMs() };
    this.cpuAtStart = this.reading.cpu + this.startedAt - this.reading.at;
    this.known = 0;
    this.askAgainAt = this.limitMs * patience;
  }

  /**
   * @returns milliseconds since `restart`: once they reach the limit as exact as `threadCpuMs`, and too few by 5 at
   * most; fewer before it
   */
  ms(): number {
    const wall = performance.now() - this.startedAt;
    if (wall <= this.askAgainAt) return this.known;
    // Where the system tells the time of the whole process only, that of helper threads is in it.
    this.known = Math.min(wall, threadCpuMs() - this.cpuAtStart) / this.patience;
    this.askAgainAt = wall + Math.max(0, this.limitMs - this.known) * this.patience;
    return this.known;
  }
}
