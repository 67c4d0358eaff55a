import { Injectable } from '@nestjs/common';
import { Logger } from '../../platform/logging';
import { PeriodicTask } from '../../platform/periodic';
import { PingsRepository } from './persistence/pings.repository';
import { Settlement } from './settlement';

const INTERVAL_MS = 1_000;
/** Whoever holds the auction settles it by itself in milliseconds; later than this it is taken for dead. */
const GRACE_SECONDS = 5;
const MOST_PER_RUN = 200;

/** Settles the auctions that a dead process left open. All workers do: an auction is settled once. */
@Injectable()
export class AuctionSweep extends PeriodicTask {
  constructor(
    private readonly pings: PingsRepository,
    private readonly settlement: Settlement,
    private readonly logger: Logger,
  ) {
    super({ name: 'auctions.sweep', intervalMs: INTERVAL_MS }, logger);
  }

  /** One that cannot be settled does not keep the others from it. */
  async run(): Promise<void> {
    for (const id of await this.pings.listOverdueIds(GRACE_SECONDS, MOST_PER_RUN)) {
      await this.settlement.settle(id).catch((error: unknown) => {
        this.logger.failure('ping.settle_failed', { ping_id: id, error });
      });
    }
  }
}
