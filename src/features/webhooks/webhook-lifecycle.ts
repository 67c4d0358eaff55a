import { Injectable } from '@nestjs/common';
import { AppError } from '../../core/errors/app-error';
import { MAX_ACCOUNT_COST } from '../../core/filter';
import { Clock } from '../../platform/clock';
import { Database } from '../../platform/database';
import { Logger } from '../../platform/logging';
import { Signals } from '../../platform/signals';
import { applyPatch, isWithoutEffect } from './apply-patch';
import { WebhooksRepository } from './persistence/webhooks.repository';
import { type Webhook, type WebhookChange } from './webhook';

export interface ChangeOptions {
  /** Shown to the owner when the change disables the webhook. */
  disabledReason: string;
  /** Asked with the row locked; the webhook stays as it is when this says no. */
  isWanted?: (webhook: Webhook) => boolean;
}

/** The only writer of webhooks: every change locks the row, tells the rooms above and leaves a line in the log. */
@Injectable()
export class WebhookLifecycle {
  constructor(
    private readonly webhooks: WebhooksRepository,
    private readonly database: Database,
    private readonly signals: Signals,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** Inside a transaction. @throws AppError RULE_VIOLATED when the account's filters become too costly */
  async register(webhook: Webhook): Promise<void> {
    await this.webhooks.insert(webhook);
    if (webhook.filterPath !== null) await this.requireAffordable(webhook.accountId);
    await this.tell('webhook.created', webhook);
  }

  /**
   * @returns the webhook after the change, null when it is gone
   * @throws AppError VALIDATION_FAILED as `applyPatch`, RULE_VIOLATED as `register`
   */
  async change(
    id: string,
    patch: WebhookChange,
    { disabledReason, isWanted }: ChangeOptions,
  ): Promise<Webhook | null> {
    return this.database.transaction(async () => {
      const before = await this.webhooks.lock(id);
      if (!before || isWithoutEffect(before, patch) || isWanted?.(before) === false) return before;
      const after = applyPatch(before, patch, { disabledReason, now: this.clock.now() });
      await this.webhooks.update(after);
      const { filterPath } = after;
      if (filterPath !== null && filterPath !== before.filterPath)
        await this.requireAffordable(after.accountId);
      await this.tell('webhook.updated', after, { fields: Object.keys(patch) });
      if (after.contentVersion !== before.contentVersion) {
        await this.signals.emit('webhook.content_changed', { webhookId: id });
      }
      if (after.status !== before.status) await this.tellStatus(after);
      return after;
    });
  }

  /** Its secrets go at once; the row stays for the delivery log. @returns false when it is gone already */
  async delete(id: string): Promise<boolean> {
    return this.database.transaction(async () => {
      const webhook = await this.webhooks.lock(id);
      if (webhook) await this.markDeleted([webhook]);
      return webhook !== null;
    });
  }

  async deleteAllOfBuyer(accountId: string, buyerId: string): Promise<void> {
    await this.database.transaction(async () => {
      await this.markDeleted(await this.webhooks.lockAllOfBuyer(accountId, buyerId));
    });
  }

  private async markDeleted(webhooks: Webhook[]): Promise<void> {
    await this.webhooks.markDeleted(
      webhooks.map(({ id }) => id),
      this.clock.now(),
    );
    for (const webhook of webhooks) {
      await this.signals.emit('webhook.deleted', { webhookId: webhook.id });
      await this.tell('webhook.deleted', webhook);
    }
  }

  private async tellStatus(webhook: Webhook): Promise<void> {
    const fact = webhook.status === 'active' ? 'webhook.enabled' : 'webhook.disabled';
    await this.signals.emit(fact, { webhookId: webhook.id });
    await this.tell(fact, webhook, { reason: webhook.disabledReason });
  }

  /** Asked after the change, which is taken back with the transaction. */
  private async requireAffordable(accountId: string): Promise<void> {
    const cost = await this.webhooks.sumFilterCost(accountId);
    if (cost <= MAX_ACCOUNT_COST) return;
    const most = MAX_ACCOUNT_COST.toLocaleString('en');
    throw new AppError(
      'RULE_VIOLATED',
      `The filters of all webhooks of an account may cost ${most} comparisons for each value; with this one they ` +
        `would cost ${cost.toLocaleString('en')}. Compare with fewer values, or subscribe to fewer event types instead.`,
      { fields: [{ pointer: '/filter', detail: `must leave the account within ${most} comparisons` }] },
    );
  }

  private tell(stage: string, { id, accountId, buyerId }: Webhook, more: object = {}): Promise<void> {
    const ids = { account_id: accountId, webhook_id: id, buyer_id: buyerId };
    return this.database.afterCommit(() => this.logger.info(stage, { ...ids, ...more }));
  }
}
