import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../../platform/database';
import { HealthChecks } from '../../platform/health';
import { JobQueue } from '../../platform/queue';

/** Without these two no event can be accepted or delivered in time. */
@Injectable()
export class BuiltInChecks implements OnModuleInit {
  constructor(
    private readonly checks: HealthChecks,
    private readonly database: Database,
    private readonly queue: JobQueue,
  ) {}

  onModuleInit(): void {
    this.checks.add('postgresql', async () =>
      (await this.database.isReachable()) ? null : 'PostgreSQL does not answer.',
    );
    this.checks.add('queue', async () =>
      (await this.queue.isReachable()) ? null : 'The queue does not answer; due deliveries wait for it.',
    );
  }
}
