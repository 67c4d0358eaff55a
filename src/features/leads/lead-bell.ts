import { Injectable } from '@nestjs/common';
import { Batcher } from '../../platform/batching';
import { Logger } from '../../platform/logging';
import { LeadQueue } from '../../platform/queue';

/** Wakes a worker for leads with a step to take. A ring that fails is only logged: the sweep rings again. */
@Injectable()
export class LeadBell {
  private readonly batches = new Batcher<string, void>({
    name: 'lead rings',
    maxWeight: 1_000,
    maxWaiting: 100_000,
    maxRunning: 2,
    run: async (ids) => {
      await this.queue.addMany(ids);
      return ids.map(() => undefined);
    },
  });

  constructor(
    private readonly queue: LeadQueue,
    private readonly logger: Logger,
  ) {}

  /** Returns at once; never throws. */
  ring(leadIds: string[]): void {
    void Promise.all(leadIds.map((id) => this.batches.submit(id))).catch((error: unknown) =>
      this.logger.warning('lead.ring_failed', { leads: leadIds.length, error }),
    );
  }
}
