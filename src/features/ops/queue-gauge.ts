import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Gauge } from 'prom-client';
import { Logger } from '../../platform/logging';
import { Metrics } from '../../platform/metrics';
import { JobQueue } from '../../platform/queue';

/** Jobs in the queue, counted at each scrape. */
@Injectable()
export class QueueGauge implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    private readonly queue: JobQueue,
    private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.metrics.gauge(
      { name: 'synaptis_queue_jobs', help: 'Jobs in the queue by state', labels: ['state'] },
      (gauge) => this.collect(gauge),
    );
  }

  /** A queue that is away leaves a gap in its own series and no other: the scrape still succeeds. */
  private async collect(gauge: Gauge): Promise<void> {
    gauge.reset();
    try {
      for (const [state, count] of Object.entries(await this.queue.counts())) gauge.set({ state }, count);
    } catch (error) {
      this.logger.warning('metrics.queue_not_counted', { error });
    }
  }
}
