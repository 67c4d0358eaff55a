import { threadCpuMs } from './thread-cpu';

/**
 * Processor time an evaluation has used. The wall clock would blame a mapping for a busy machine; the
 * processor's clock costs a system call, and is asked only when the answer can matter: no thread uses more
 * processor time than has passed on the wall.
 */
export class SpentTime {
  private startedAt = 0;
  private cpuAtStart = 0;
  private known = 0;
  private askAgainAt = 0;
  private patience = 1;

  constructor(private readonly limitMs: number) {}

  /** @param patience by how much slower the time passes for whom the limit is meant */
  restart(patience = 1): void {
    this.patience = patience;
    this.startedAt = performance.now();
    this.cpuAtStart = threadCpuMs();
    this.known = 0;
    this.askAgainAt = this.limitMs * patience;
  }

  /** @returns milliseconds since `restart`: as exact as `threadCpuMs` once they reach the limit, too few before it */
  ms(): number {
    const wall = performance.now() - this.startedAt;
    if (wall <= this.askAgainAt) return this.known;
    // Where the system tells the time of the whole process only, that of helper threads is in it.
    this.known = Math.min(wall, threadCpuMs() - this.cpuAtStart) / this.patience;
    this.askAgainAt = wall + Math.max(0, this.limitMs - this.known) * this.patience;
    return this.known;
  }
}
