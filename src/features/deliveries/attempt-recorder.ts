import { Injectable } from '@nestjs/common';
import { Batcher } from '../../platform/batching';
import { Database, isItemFault } from '../../platform/database';
import { Signals } from '../../platform/signals';
import { WebhooksService } from '../webhooks';
import { DeliveryBell, ringFor } from './delivery-bell';
import { type JudgedAttempt, toDeliveryEnded, toRecord } from './judged-attempt';
import { AttemptRecordRepository, type MovedDelivery } from './persistence/attempt-record.repository';

/** The delivery after its attempt, or null when another worker had recorded that attempt already. */
export type Recorded = MovedDelivery | null;

/**
 * Writes attempts down. Results of the same few milliseconds share one statement: the log entry
 * and the delivery's next step commit together, and where somebody subscribes to it, the outcome event with them.
 */
@Injectable()
export class AttemptRecorder {
  private readonly writes = new Batcher<JudgedAttempt, Recorded>({
    name: 'attempts to record',
    maxWeight: 200,
    maxWaiting: 10_000,
    maxRunning: 2,
    gatherMs: 2,
    run: (attempts) => this.writeMany(attempts),
    shouldIsolate: isItemFault,
  });

  constructor(
    private readonly records: AttemptRecordRepository,
    private readonly database: Database,
    private readonly webhooks: WebhooksService,
    private readonly signals: Signals,
    private readonly bell: DeliveryBell,
  ) {}

  /** @throws when PostgreSQL did not take it; the attempt will then be made again */
  async record(attempt: JudgedAttempt): Promise<Recorded> {
    const moved = await this.writes.submit(attempt);
    if (moved?.nextAttemptAt && !moved.isParked) {
      const { nextAttemptAt } = moved;
      this.bell.ring([ringFor({ ...moved, nextAttemptAt }, { isLate: true })]);
    }
    return moved;
  }

  private async writeMany(attempts: JudgedAttempt[]): Promise<Recorded[]> {
    const byDelivery = new Map(attempts.map((attempt) => [attempt.prepared.delivery.id, attempt]));
    const unique = [...byDelivery.values()];
    const { moved, heard } = await this.records.appendUnheard(unique.map(toRecord));
    if (heard.size > 0) {
      moved.push(
        ...(await this.writeWithOutcomes(unique.filter(({ prepared }) => heard.has(prepared.delivery.id)))),
      );
    }
    const byId = new Map(moved.map((row) => [row.id, row]));
    const failed = unique.filter(({ prepared }) => byId.get(prepared.delivery.id)?.status === 'failed');
    await this.database.afterCommit(() => this.disableGone(failed));
    return attempts.map((attempt) => {
      const { id } = attempt.prepared.delivery;
      return (byDelivery.get(id) === attempt && byId.get(id)) || null;
    });
  }

  /** The end of a delivery and the event that tells of it commit together. */
  private writeWithOutcomes(attempts: JudgedAttempt[]): Promise<MovedDelivery[]> {
    const byDelivery = new Map(attempts.map((attempt) => [attempt.prepared.delivery.id, attempt]));
    return this.database.transaction(async () => {
      const rows = await this.records.append(attempts.map(toRecord));
      const deliveries = rows.flatMap((row) => toDeliveryEnded(row, byDelivery.get(row.id)!) ?? []);
      if (deliveries.length > 0) await this.signals.emit('outcomes.wanted', { deliveries });
      return rows;
    });
  }

  /** Not in the same transaction: if it is lost, the next attempt is answered with 410 again. */
  private async disableGone(failed: JudgedAttempt[]): Promise<void> {
    const gone = failed
      .filter(({ decision }) => decision.disableWebhook)
      .map(({ prepared }) => prepared.target);
    for (const { webhookId, url } of gone) {
      await this.webhooks.disableGone(webhookId, url);
    }
  }
}
