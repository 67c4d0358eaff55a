import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';

/** When this process last ran a job; the watchdog compares it with what is due. */
@Injectable()
export class WorkerPulse {
  private lastBeatMs: number;

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
}
