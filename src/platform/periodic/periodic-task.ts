import { type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Logger } from '../logging';
import { Ticker, type TickerOptions } from './ticker';

/** A provider that does something again and again, from the start of the application to its shutdown. */
export abstract class PeriodicTask implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly ticker: Ticker;

  constructor(options: Omit<TickerOptions, 'run'>, logger: Logger) {
    this.ticker = new Ticker({ ...options, run: () => this.run() }, logger);
  }

  onApplicationBootstrap(): void {
    this.ticker.start();
  }

  /** Resolves when a run under way has ended. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.ticker.stop();
  }

  /** One run; a failure is logged, and the next run comes all the same. */
  abstract run(): Promise<void>;
}
