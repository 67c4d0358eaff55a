import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Queue } from 'bullmq';
import { Logger } from '../logging';
import { LEAD_QUEUE } from './queue-options';
import { PUSH_LIMIT_MS, withLimit } from './with-limit';

/** The producing end of the queue of leads: each job names a lead that has a step to take, now. */
@Injectable()
export class LeadQueue implements OnModuleInit {
  constructor(
    @InjectQueue(LEAD_QUEUE) private readonly queue: Queue,
    private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.queue.on('error', (error) => this.logger.warning('queue.connection_error', { error }));
  }

  /** An id that is queued already changes nothing. @throws when the queue did not take them in time */
  async addMany(leadIds: string[]): Promise<void> {
    if (leadIds.length === 0) return;
    const specs = leadIds.map((jobId) => ({ name: 'lead', data: {}, opts: { jobId } }));
    await withLimit(this.queue.addBulk(specs), PUSH_LIMIT_MS);
  }
}
