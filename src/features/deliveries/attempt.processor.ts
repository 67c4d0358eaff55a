import { Processor, WorkerHost } from '@nestjs/bullmq';
import { type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { DelayedError, type Job, type Worker } from 'bullmq';
import { Settings } from '../../platform/config';
import { Logger } from '../../platform/logging';
import { OutboundHttp } from '../../platform/outbound-http';
import { DELIVERY_QUEUE } from '../../platform/queue';
import { AttemptService } from './attempt.service';
import { parseJobId } from './job-id';
import { WorkerHandle } from './worker-handle';

/** The queue's end of an attempt: reads the job, calls the service, tells the queue what became of it. */
@Processor(DELIVERY_QUEUE)
export class AttemptProcessor
  extends WorkerHost
  implements OnApplicationBootstrap, BeforeApplicationShutdown
{
  constructor(
    private readonly attempts: AttemptService,
    private readonly handle: WorkerHandle,
    private readonly http: OutboundHttp,
    private readonly settings: Settings,
    private readonly logger: Logger,
  ) {
    super();
  }

  onApplicationBootstrap(): void {
    this.handle.attach(() => this.restart());
    this.start(this.worker);
  }

  /** Replaces a worker that gets no jobs any more by a new one with new connections. */
  private async restart(): Promise<void> {
    const stuck = this.worker;
    const Replacement = stuck.constructor as typeof Worker;
    const fresh = new Replacement(stuck.name, (job, token) => this.process(job, token), stuck.opts);
    Object.assign(this, { _worker: fresh });
    this.start(fresh);
    await stuck.close(true);
  }

  private start(worker: Worker): void {
    worker.on('error', (error) => this.logger.warning('worker.error', { error }));
    worker.on('failed', (job, error) => this.logger.failure('worker.job_failed', { job_id: job?.id, error }));
    worker.run().catch((error: unknown) => this.logger.failure('worker.stopped', { error }));
  }

  /** Lets attempts under way finish; after the grace period they are cut off and go back to the queue. */
  async beforeApplicationShutdown(): Promise<void> {
    const grace = setTimeout(() => void this.http.close(), this.settings.shutdownGraceMs);
    await this.worker.close();
    clearTimeout(grace);
  }

  override async process(job: Job, token?: string): Promise<void> {
    this.handle.beat();
    const attempt = parseJobId(job.id ?? '');
    if (!attempt) return;
    const run = await this.attempts.run(attempt);
    switch (run.kind) {
      case 'recorded':
      case 'stale':
      case 'held':
        return;
      case 'early':
      case 'full':
        return this.handBack(job, { token, waitMs: run.waitMs });
      case 'released':
        return this.handBack(job, { token, waitMs: 0 });
    }
  }

  /** BullMQ's way to put a running job back: delay it and throw, so that it is not completed. */
  private async handBack(job: Job, { token, waitMs }: { token?: string; waitMs: number }): Promise<never> {
    // The PostgreSQL backend takes whole milliseconds only.
    await job.moveToDelayed(Math.ceil(Date.now() + waitMs), token);
    throw new DelayedError();
  }
}
