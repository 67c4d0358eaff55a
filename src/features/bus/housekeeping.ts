import { Injectable } from '@nestjs/common';
import { lowestIdAt } from '../../core/ids';
import { Logger } from '../../platform/logging';
import { HousekeepingTask, inSteps, Retention } from '../../platform/periodic';
import { RetentionRepository } from './persistence/retention.repository';

const TASK = 'bus.housekeeping';

/** Forgets history that is older than the retention. */
@Injectable()
export class Housekeeping {
  constructor(
    private readonly history: RetentionRepository,
    private readonly retention: Retention,
  ) {}

  /** @returns how much was deleted, or null when another process is at it */
  run(): Promise<{ deliveries: number; events: number } | null> {
    return this.retention.expire(TASK, async (cutoffMs) => ({
      deliveries: await inSteps((limit) =>
        this.history.deleteDeliveriesBefore(lowestIdAt('dlv', cutoffMs), limit),
      ),
      events: await inSteps((limit) => this.history.deleteEventsBefore(lowestIdAt('evt', cutoffMs), limit)),
    }));
  }
}

@Injectable()
export class HousekeepingRunner extends HousekeepingTask {
  constructor(
    private readonly housekeeping: Housekeeping,
    logger: Logger,
  ) {
    super(TASK, logger);
  }

  protected expire() {
    return this.housekeeping.run();
  }
}
