import { Logger } from '../logging';
import { PeriodicTask } from './periodic-task';

const INTERVAL_MS = 60_000;

/** Forgets history once a minute, and says in the log how much. */
export abstract class HousekeepingTask extends PeriodicTask {
  constructor(
    name: string,
    private readonly logger: Logger,
  ) {
    super({ name, intervalMs: INTERVAL_MS }, logger);
  }

  async run(): Promise<void> {
    const deleted = await this.expire();
    if (deleted && Object.values(deleted).some((count) => count > 0)) {
      this.logger.info('history.expired', deleted);
    }
  }

  /** @returns how much of what was deleted, or null when another process is at it */
  protected abstract expire(): Promise<Record<string, number> | null>;
}
