import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { Database } from '../../platform/database';
import { Signals } from '../../platform/signals';
import { DeliveryBell } from './delivery-bell';
import { DeliveryStateRepository } from './persistence/delivery-state.repository';

/** What happens to a webhook's pending deliveries when the webhook is disabled, enabled or deleted. */
@Injectable()
export class WebhookChangesListener implements OnModuleInit {
  constructor(
    private readonly signals: Signals,
    private readonly deliveries: DeliveryStateRepository,
    private readonly database: Database,
    private readonly bell: DeliveryBell,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.signals.on('webhook.disabled', ({ webhookId }) => this.deliveries.parkAllOf(webhookId));
    this.signals.on('webhook.deleted', ({ webhookId }) => this.deliveries.cancelAllOf(webhookId));
    this.signals.on('webhook.enabled', ({ webhookId }) => this.release(webhookId));
  }

  private async release(webhookId: string): Promise<void> {
    const released = await this.deliveries.releaseAllOf(webhookId, this.clock.now());
    const rings = released.map(({ id, attempts, nextAttemptAt }) => ({
      deliveryId: id,
      attemptNumber: attempts + 1,
      dueAt: nextAttemptAt,
      isLate: true,
    }));
    await this.database.afterCommit(() => this.bell.ring(rings));
  }
}
