import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { Gate } from '../../platform/batching';
import { Logger } from '../../platform/logging';
import { DeliveryBell } from '../deliveries';
import { firstRing } from './first-ring';
import { DeferredEventsRepository, type SortedEvent } from './persistence/deferred-events.repository';

/** About a tenth of a second, in comparisons as `filter_cost` of webhooks counts them. */
const STEP_COST = 250_000;
const MOST_ACCOUNTS = 10_000;
/** How long a publish waits to say how many webhooks get its events. */
const PATIENCE_MS = 2_000;

interface Line {
  isAskedAgain: boolean;
  isOver: Promise<void>;
}

/**
 * Sorts events whose filters take too long to share a publish. Each account has a line of its own, and the lines
 * take turns, a step of bounded cost at a time: in all of this process one such statement runs, whoever it is for.
 */
@Injectable()
export class DeferredEvents implements BeforeApplicationShutdown {
  private readonly lines = new Map<string, Line>();
  private readonly turns = new Gate({ name: 'costly filters', maxRunning: 1, maxWaiting: MOST_ACCOUNTS });
  /** Whom to tell, by the id of the event, how many deliveries it got. */
  private readonly waiting = new Map<string, (deliveries: number) => void>();
  private isStopping = false;

  constructor(
    private readonly repository: DeferredEventsRepository,
    private readonly bell: DeliveryBell,
    private readonly logger: Logger,
  ) {}

  /** Returns at once and never throws: what fails is left to the next sweep. Only once the events are committed. */
  start(accountIds: Iterable<string>): void {
    if (this.isStopping) return;
    for (const accountId of new Set(accountIds)) {
      const known = this.lines.get(accountId);
      if (known) {
        known.isAskedAgain = true;
        continue;
      }
      const line: Line = { isAskedAgain: false, isOver: Promise.resolve() };
      this.lines.set(accountId, line);
      line.isOver = this.empty(accountId, line);
    }
  }

  /**
   * To be asked before `start`.
   * @returns by event, how many deliveries filters gave it; events that wait longer than a publish does are left out
   */
  async countDeliveries(eventIds: string[]): Promise<Map<string, number>> {
    const counts = new Map<string, number>();
    let timer: NodeJS.Timeout | undefined;
    const isLate = new Promise<void>((resolve) => (timer = setTimeout(resolve, PATIENCE_MS)));
    const all = eventIds.map(
      (id) =>
        new Promise<void>((resolve) => this.waiting.set(id, (count) => resolve(void counts.set(id, count)))),
    );
    await Promise.race([Promise.all(all), isLate]);
    clearTimeout(timer);
    for (const id of eventIds) this.waiting.delete(id);
    return counts;
  }

  /** Accounts that a process left behind which died. */
  async sweep(): Promise<void> {
    this.start(await this.repository.listAccounts(MOST_ACCOUNTS));
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    await Promise.all([...this.lines.values()].map(({ isOver }) => isOver));
  }

  /** Deletes the line in the same breath in which it finds that nobody asked again. */
  private async empty(accountId: string, line: Line): Promise<void> {
    try {
      do {
        line.isAskedAgain = false;
        while (!this.isStopping && (await this.turns.run(() => this.step(accountId))));
      } while (line.isAskedAgain && !this.isStopping);
    } catch (error) {
      this.logger.failure('event.sort_failed', { account_id: accountId, error });
    } finally {
      this.lines.delete(accountId);
    }
  }

  /** @returns whether there was something to do */
  private async step(accountId: string): Promise<boolean> {
    const startedMs = performance.now();
    // When several take too long together, each of them still has a chance.
    const sorted = await this.repository
      .sort(accountId, STEP_COST)
      .catch(() => this.repository.sort(accountId, 0));
    if (sorted.length === 0) return false;
    this.ring(sorted);
    for (const { eventId, deliveries } of sorted) this.waiting.get(eventId)?.(deliveries.length);
    this.logger.info('event.sorted', {
      account_id: accountId,
      events: sorted.length,
      deliveries: sorted.reduce((sum, { deliveries }) => sum + deliveries.length, 0),
      duration_ms: Math.round(performance.now() - startedMs),
    });
    return true;
  }

  private ring(sorted: SortedEvent[]): void {
    const deliveries = sorted.flatMap((event) => event.deliveries.filter(({ isParked }) => !isParked));
    this.bell.ring(deliveries.map((delivery) => firstRing(delivery, { isLate: false })));
  }
}
