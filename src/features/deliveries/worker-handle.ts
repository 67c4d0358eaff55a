import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';

/** What the watchdog knows of this process's worker: when it last ran a job, and how to start it anew. */
@Injectable()
export class WorkerHandle {
  private lastBeatMs: number;
  private startAnew: () => Promise<void> = async () => undefined;

  constructor(private readonly clock: Clock) {
    this.lastBeatMs = clock.nowMs();
  }

  beat(): void {
    this.lastBeatMs = this.clock.nowMs();
  }

  /** Milliseconds since the last job, or since the start. */
  silentForMs(): number {
    return this.clock.nowMs() - this.lastBeatMs;
  }

  /** @param startAnew replaces the worker by a new one */
  attach(startAnew: () => Promise<void>): void {
    this.startAnew = startAnew;
  }

  async restart(): Promise<void> {
    await this.startAnew();
    this.beat();
  }
}
