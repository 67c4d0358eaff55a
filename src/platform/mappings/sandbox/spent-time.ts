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

  constructor(private readonly limitMs: number) {}

  restart(): void {
    this.startedAt = performance.now();
    this.cpuAtStart = processCpuMs();
    this.known = 0;
    this.askAgainAt = this.limitMs;
  }

  /** @returns milliseconds since `restart`; exact once they reach the limit, never too many before it */
  ms(): number {
    const wall = performance.now() - this.startedAt;
    if (wall <= this.askAgainAt) return this.known;
    // Helper threads of the engine are counted too, hence never more than the wall says.
    this.known = Math.min(wall, processCpuMs() - this.cpuAtStart);
    this.askAgainAt = wall + Math.max(0, this.limitMs - this.known);
    return this.known;
  }
}

function processCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
