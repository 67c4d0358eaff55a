import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Queue } from 'bullmq';
import { Logger } from '../logging';
import { RedisConnection } from '../redis';
import { DELIVERY_QUEUE } from './queue-options';
import { PUSH_LIMIT_MS, withLimit } from './with-limit';

export interface QueuedJob {
  /** Adding an id that is already queued changes nothing. */
  id: string;
  /** Milliseconds from now. */
  delayMs: number;
  /** Late work waits behind fresh work, so a million due retries do not hold up a new event. */
  isLate: boolean;
}

const LATE_PRIORITY = 10;
/** Gone when Redis was emptied or replaced; then everything near has to be queued again. */
const SENTINEL_KEY = 'synaptis:queue-known';

/** The producing end of the queue. It may be away: callers treat every failure as "the sweep will do it". */
@Injectable()
export class JobQueue implements OnModuleInit {
  constructor(
    @InjectQueue(DELIVERY_QUEUE) private readonly queue: Queue,
    private readonly redis: RedisConnection,
    private readonly logger: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    this.queue.on('error', (error) => this.logger.warning('queue.connection_error', { error }));
    await this.warnAboutEviction();
  }

  /** @throws when the queue did not take the jobs within three seconds */
  async addMany(jobs: QueuedJob[]): Promise<void> {
    if (jobs.length === 0) return;
    const specs = jobs.map(({ id, delayMs, isLate }) => ({
      name: 'attempt',
      data: {},
      opts: { jobId: id, ...(delayMs > 0 && { delay: delayMs }), ...(isLate && { priority: LATE_PRIORITY }) },
    }));
    await withLimit(this.queue.addBulk(specs), PUSH_LIMIT_MS);
  }

  /** Jobs by state, for metrics. */
  async counts(): Promise<Record<string, number>> {
    return withLimit(
      this.queue.getJobCounts('waiting', 'active', 'delayed', 'prioritized', 'failed'),
      PUSH_LIMIT_MS,
    );
  }

  async isReachable(): Promise<boolean> {
    const asked = this.redis.client ? this.redis.client.ping() : this.queue.getJobCounts('active');
    return withLimit(Promise.resolve<unknown>(asked), PUSH_LIMIT_MS).then(
      () => true,
      () => false,
    );
  }

  /** True when the queue has lost what it held: a flushed or replaced Redis. */
  async wasEmptied(): Promise<boolean> {
    return this.redis.client !== null && (await this.redis.client.exists(SENTINEL_KEY)) === 0;
  }

  /** Says that the queue holds everything near again. */
  async markComplete(): Promise<void> {
    await this.redis.client?.set(SENTINEL_KEY, new Date().toISOString());
  }

  private async warnAboutEviction(): Promise<void> {
    const answer: unknown = await this.redis.client?.config('GET', 'maxmemory-policy').catch(() => null);
    const policy: unknown = Array.isArray(answer) ? answer[1] : undefined;
    if (typeof policy === 'string' && policy !== 'noeviction') {
      this.logger.warning('queue.redis_may_evict_jobs', {
        maxmemory_policy: policy,
        should_be: 'noeviction',
      });
    }
  }
}
