import { Logger } from '../logging';

export interface TickerOptions {
  name: string;
  intervalMs: number;
  run: () => Promise<void>;
}

/**
 * Runs something again and again, never twice at a time, until stopped. It lives in the process
 * and not in the queue, because part of its work is to mend a queue that lost everything.
 */
export class Ticker {
  private timer: NodeJS.Timeout | undefined;
  private current: Promise<void> = Promise.resolve();
  private isStopped = false;

  constructor(
    private readonly options: TickerOptions,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.schedule();
  }

  /** Resolves when a run under way has ended. */
  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.current;
  }

  private schedule(): void {
    if (this.isStopped) return;
    this.timer = setTimeout(() => {
      this.current = this.runOnce().finally(() => this.schedule());
    }, this.options.intervalMs);
    this.timer.unref();
  }

  private async runOnce(): Promise<void> {
    try {
      await this.options.run();
    } catch (error) {
      this.logger.failure('periodic.run_failed', { task: this.options.name, error });
    }
  }
}
