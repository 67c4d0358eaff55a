import { Injectable } from '@nestjs/common';
import { Logger } from '../../platform/logging';
import { type Actor } from '../auth';
import { DeliveryLog } from '../deliveries';
import { EventLog } from '../events';
import { WebhooksService } from '../webhooks';
import { EventSender } from './event-sender.service';
import { toMissingQueryOf } from './persistence/missing-pairs.repository';

export interface EventReplayRequest {
  /** Only to this webhook. */
  webhookId?: string | undefined;
  /** Also to webhooks that match now and never got the event. */
  missing: boolean;
}

/** Sends one event again. */
@Injectable()
export class EventReplay {
  constructor(
    private readonly events: EventLog,
    private readonly webhooks: WebhooksService,
    private readonly log: DeliveryLog,
    private readonly sender: EventSender,
    private readonly logger: Logger,
  ) {}

  /**
   * @returns ids of the deliveries that are sent; those of deleted webhooks are not
   * @throws AppError NOT_FOUND for the event or the webhook
   */
  async replay(actor: Actor, eventId: string, request: EventReplayRequest): Promise<string[]> {
    await this.events.get(actor, eventId);
    if (request.webhookId !== undefined) await this.webhooks.get(actor, request.webhookId);
    const again = await this.sender.sendAgain(await this.listWanted(actor, eventId, request));
    const first = await this.sendMissing(actor, eventId, request);
    this.logger.info('event.replayed', {
      account_id: actor.accountId,
      event_id: eventId,
      webhook_id: request.webhookId,
      sent_again: again.length,
      sent_first: first.length,
    });
    return [...again, ...first];
  }

  private async listWanted(
    actor: Actor,
    eventId: string,
    { webhookId }: EventReplayRequest,
  ): Promise<string[]> {
    const deliveries = await this.log.listOfEvent(actor.accountId, eventId, actor.buyerId);
    return deliveries
      .filter((delivery) => webhookId === undefined || delivery.webhookId === webhookId)
      .map(({ id }) => id);
  }

  private async sendMissing(actor: Actor, eventId: string, request: EventReplayRequest): Promise<string[]> {
    if (!request.missing) return [];
    const { accountId, buyerId } = actor;
    const webhookId = request.webhookId ?? null;
    return this.sender.sendMissing(toMissingQueryOf(eventId, { accountId, buyerId, webhookId }));
  }
}
