import { Injectable, type OnModuleInit } from '@nestjs/common';
import { outcomeData } from '../../core/delivery';
import { isOutcomeType, patternsMatching } from '../../core/event-types';
import { Clock } from '../../platform/clock';
import { type DeliveryEnded, Signals } from '../../platform/signals';
import { EventLog, type StoredEvent } from '../events';
import { type EventDraft } from './new-event';
import { PublishRepository } from './persistence/publish.repository';
import { PublishService } from './publish.service';

/**
 * Publishes `delivery.success` and `delivery.failed` in the transaction that ended the delivery, where
 * the account has somebody to tell. Deliveries of outcome events never cause further ones.
 */
@Injectable()
export class OutcomeEventsListener implements OnModuleInit {
  constructor(
    private readonly signals: Signals,
    private readonly publisher: PublishService,
    private readonly repository: PublishRepository,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.signals.on('deliveries.ended', ({ deliveries }) => this.tell(deliveries));
  }

  private async tell(ended: DeliveryEnded[]): Promise<void> {
    const candidates = ended.filter(({ eventType }) => !isOutcomeType(eventType));
    if (candidates.length === 0) return;
    const accounts = await this.subscribedAccounts(candidates);
    const wanted = candidates.filter(({ accountId }) => accounts.has(accountId));
    if (wanted.length === 0) return;
    const events = await this.events.find(wanted.map(({ eventId }) => eventId));
    await this.publisher.publish(
      wanted.map((delivery) => this.toDraft(delivery, events.get(delivery.eventId))),
    );
  }

  private subscribedAccounts(ended: DeliveryEnded[]): Promise<Set<string>> {
    const accountIds = [...new Set(ended.map(({ accountId }) => accountId))];
    const types = [...new Set(ended.map(({ status }) => `delivery.${status}`))];
    return this.repository.findSubscribedAccounts(accountIds, [...new Set(types.flatMap(patternsMatching))]);
  }

  private toDraft(ended: DeliveryEnded, event: StoredEvent | undefined): EventDraft {
    const { lastAttempt } = ended;
    const data = outcomeData({
      ...ended,
      eventData: event && (JSON.parse(event.body) as { data: unknown }).data,
      lastAttempt: { ...lastAttempt, at: lastAttempt.at.toISOString() },
      timestamp: this.clock.now().toISOString(),
    });
    return {
      accountId: ended.accountId,
      buyerId: ended.eventBuyerId,
      type: `delivery.${ended.status}`,
      data,
    };
  }
}
