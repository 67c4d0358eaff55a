import { Injectable } from '@nestjs/common';
import { lowestIdAt } from '../../core/ids';
import { Logger } from '../../platform/logging';
import { HousekeepingTask, inSteps, Retention } from '../../platform/periodic';
import { AuctionHistoryRepository } from './persistence/auction-history.repository';

const TASK = 'auctions.housekeeping';
/** With up to 100 bids each; at one run a minute this keeps up with 10 million pings a day. */
const STEPS = { size: 200, most: 50 };

/** Forgets auctions that are older than the retention. */
@Injectable()
export class AuctionHousekeeping {
  constructor(
    private readonly history: AuctionHistoryRepository,
    private readonly retention: Retention,
  ) {}

  /** @returns how many pings were deleted with their bids, or null when another process is at it */
  run(): Promise<number | null> {
    return this.retention.expire(TASK, (cutoffMs) =>
      inSteps((limit) => this.history.deletePingsBefore(lowestIdAt('ping', cutoffMs), limit), STEPS),
    );
  }
}

@Injectable()
export class AuctionHousekeepingRunner extends HousekeepingTask {
  constructor(
    private readonly housekeeping: AuctionHousekeeping,
    logger: Logger,
  ) {
    super(TASK, logger);
  }

  protected async expire() {
    const pings = await this.housekeeping.run();
    return pings === null ? null : { pings };
  }
}
