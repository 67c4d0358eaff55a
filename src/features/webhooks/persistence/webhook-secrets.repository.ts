import { Injectable } from '@nestjs/common';
import { IsNull, LessThanOrEqual, MoreThan } from 'typeorm';
import { Database } from '../../../platform/database';
import { type FormatChoice } from '../choose-format';
import { WebhookSecretEntity } from './webhook-secret.entity';

export interface StoredSecret {
  readonly id: string;
  readonly webhookId: string;
  /** Encrypted with the id as associated data. */
  readonly sealed: Buffer;
  /** Null for the current secret. */
  readonly expiresAt: Date | null;
  readonly createdAt: Date;
}

@Injectable()
export class WebhookSecretsRepository {
  constructor(private readonly database: Database) {}

  /** Until the transaction ends nobody else changes its secrets. @returns null when the webhook is gone */
  async lockWebhook(webhookId: string): Promise<FormatChoice | null> {
    const [choice] = await this.database.query<FormatChoice>(
      `SELECT format, format_options AS "formatOptions" FROM webhooks
       WHERE id = $1 AND deleted_at IS NULL FOR UPDATE`,
      [webhookId],
    );
    return choice ?? null;
  }

  async insert(secret: StoredSecret): Promise<void> {
    await this.rows.insert({ ...secret });
  }

  async findCurrent(webhookId: string): Promise<StoredSecret | null> {
    return this.rows.findOneBy({ webhookId, expiresAt: IsNull() });
  }

  /** When each older secret that is still live ends, newest first. */
  async findOlderEnds(webhookId: string, now: Date): Promise<Date[]> {
    const older = await this.rows.find({
      select: { id: true, expiresAt: true },
      where: { webhookId, expiresAt: MoreThan(now) },
      order: { id: 'DESC' },
    });
    return older.map(({ expiresAt }) => expiresAt!);
  }

  /**
   * Makes room for a new current secret: what has ended is removed.
   *
   * @param replacedEnd when the current secret ends; null removes it and every older one
   */
  async retire(
    webhookId: string,
    { now, replacedEnd }: { now: Date; replacedEnd: Date | null },
  ): Promise<void> {
    if (replacedEnd === null) {
      await this.rows.delete({ webhookId });
      return;
    }
    await this.rows.update({ webhookId, expiresAt: IsNull() }, { expiresAt: replacedEnd });
    await this.rows.delete({ webhookId, expiresAt: LessThanOrEqual(now) });
  }

  private get rows() {
    return this.database.repository(WebhookSecretEntity);
  }
}
