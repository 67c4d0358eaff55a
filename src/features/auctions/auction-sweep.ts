import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Logger } from '../../platform/logging';
import { Ticker } from '../../platform/periodic';
import { PingsRepository } from './persistence/pings.repository';
import { Settlement } from './settlement';

const INTERVAL_MS = 1_000;
/** Whoever holds the auction settles it by itself in milliseconds; later than this it is taken for dead. */
const GRACE_SECONDS = 5;
const MOST_PER_RUN = 200;

/** Settles the auctions that a dead process left open. All workers do: an auction is settled once. */
@Injectable()
export class AuctionSweep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly ticker: Ticker;

  constructor(
    private readonly pings: PingsRepository,
    private readonly settlement: Settlement,
    private readonly logger: Logger,
  ) {
    this.ticker = new Ticker(
      { name: 'auctions.sweep', intervalMs: INTERVAL_MS, run: () => this.run() },
      logger,
    );
  }

  onApplicationBootstrap(): void {
    this.ticker.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.ticker.stop();
  }

  /** One that cannot be settled does not keep the others from it. */
  private async run(): Promise<void> {
    for (const id of await this.pings.listOverdueIds(GRACE_SECONDS, MOST_PER_RUN)) {
      await this.settlement.settle(id).catch((error: unknown) => {
        this.logger.failure('ping.settle_failed', { ping_id: id, error });
      });
    }
  }
}
