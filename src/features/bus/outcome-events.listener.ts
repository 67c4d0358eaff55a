import { Injectable, type OnModuleInit } from '@nestjs/common';
import { outcomeData } from '../../core/delivery';
import { Clock } from '../../platform/clock';
import { type DeliveryEnded, Signals } from '../../platform/signals';
import { EventLog, type StoredEvent } from '../events';
import { type EventDraft } from './new-event';
import { PublishService } from './publish.service';

/**
 * Publishes `delivery.success` and `delivery.failed` in the transaction that ended the delivery. The
 * recorder only asks for it where the account has somebody to tell, and never for deliveries of outcome events.
 */
@Injectable()
export class OutcomeEventsListener implements OnModuleInit {
  constructor(
    private readonly signals: Signals,
    private readonly publisher: PublishService,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.signals.on('outcomes.wanted', ({ deliveries }) => this.tell(deliveries));
  }

  private async tell(ended: DeliveryEnded[]): Promise<void> {
    const events = await this.events.find(ended.map(({ eventId }) => eventId));
    await this.publisher.publish(
      ended.map((delivery) => this.toDraft(delivery, events.get(delivery.eventId))),
    );
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
