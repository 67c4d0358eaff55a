import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HealthChecks } from '../../platform/health';
import { Logger } from '../../platform/logging';
import { DueRepository } from './persistence/due.repository';
import { OVERDUE_GRACE_MS } from './sweep.service';
import { WorkerHandle } from './worker-handle';

const SILENCE_LIMIT_MS = 60_000;

/** Notices a worker that gets no jobs although work is due: it says so and starts the worker anew. */
@Injectable()
export class Watchdog implements OnModuleInit {
  private isStuck = false;

  constructor(
    private readonly due: DueRepository,
    private readonly worker: WorkerHandle,
    private readonly health: HealthChecks,
    private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.health.add('worker', async () =>
      this.isStuck ? 'Deliveries are overdue and this worker has had no job for a minute' : null,
    );
  }

  async look(): Promise<void> {
    const silentMs = this.worker.silentForMs();
    const isSilent = silentMs >= SILENCE_LIMIT_MS;
    const overdue = isSilent ? (await this.due.countUpTo(1, OVERDUE_GRACE_MS)).overdue : 0;
    this.isStuck = overdue > 0;
    if (!this.isStuck) return;
    this.logger.failure('worker.stuck', { silent_ms: silentMs });
    await this.worker.restart();
  }
}
