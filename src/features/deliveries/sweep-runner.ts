import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Logger } from '../../platform/logging';
import { Ticker } from '../../platform/periodic';
import { ParkingService } from './parking.service';
import { SweepService } from './sweep.service';
import { Watchdog } from './watchdog';

const SWEEP_INTERVAL_MS = 1_000;
const PARKING_INTERVAL_MS = 5_000;
const WATCH_INTERVAL_MS = 5_000;

/** Runs sweep, parking and watchdog for as long as the process lives. */
@Injectable()
export class SweepRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly tickers: Ticker[];

  constructor(
    private readonly sweep: SweepService,
    watchdog: Watchdog,
    parking: ParkingService,
    logger: Logger,
  ) {
    this.tickers = [
      new Ticker({ name: 'deliveries.sweep', intervalMs: SWEEP_INTERVAL_MS, run: () => sweep.run() }, logger),
      new Ticker(
        { name: 'deliveries.parking', intervalMs: PARKING_INTERVAL_MS, run: () => parking.reconcile() },
        logger,
      ),
      new Ticker(
        { name: 'deliveries.watch', intervalMs: WATCH_INTERVAL_MS, run: () => watchdog.look() },
        logger,
      ),
    ];
  }

  onApplicationBootstrap(): void {
    for (const ticker of this.tickers) ticker.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.tickers.map((ticker) => ticker.stop()));
    await this.sweep.stop().catch(() => undefined);
  }
}
