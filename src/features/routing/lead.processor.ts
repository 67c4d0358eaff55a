import { Processor, WorkerHost } from '@nestjs/bullmq';
import { type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { type Job } from 'bullmq';
import { Logger } from '../../platform/logging';
import { LEAD_QUEUE } from '../../platform/queue';
import { LeadStepsService } from './lead-steps.service';

/** The queue's end of routing: a job's id is a lead's id, and the job is to take the steps the lead has left. */
@Processor(LEAD_QUEUE)
export class LeadProcessor extends WorkerHost implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly steps: LeadStepsService,
    private readonly logger: Logger,
  ) {
    super();
  }

  onApplicationBootstrap(): void {
    const { worker } = this;
    worker.on('error', (error) => this.logger.warning('lead_worker.error', { error }));
    worker.run().catch((error: unknown) => this.logger.failure('lead_worker.stopped', { error }));
  }

  /** Lets steps under way finish: each is bounded by the limits of DNS and database. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.worker.close();
  }

  override async process(job: Job): Promise<void> {
    if (job.id !== undefined) await this.steps.run(job.id);
  }
}
