import { Injectable } from '@nestjs/common';
import { AppError } from '../../core/errors/app-error';
import { type DeliveryStatus } from '../../core/delivery';
import { Clock } from '../../platform/clock';
import { type Actor } from '../auth';
import { BuyersService } from '../buyers';
import { WebhooksService } from '../webhooks';
import { ReplaysRepository } from './persistence/replays.repository';
import { type ReplaySelection } from './replay';
import { toPeriod } from './replay-period';

export interface NewReplay {
  webhookId?: string | undefined;
  buyerId?: string | undefined;
  eventType?: string | undefined;
  status?: DeliveryStatus | undefined;
  createdAfter: Date;
  /** The present when absent. */
  createdBefore?: Date | undefined;
  missing: boolean;
}

/** Turns a request for a replay into what will be looked for, or says what is wrong with it. */
@Injectable()
export class ReplayPlanner {
  constructor(
    private readonly webhooks: WebhooksService,
    private readonly buyers: BuyersService,
    private readonly replays: ReplaysRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError VALIDATION_FAILED, NOT_FOUND for the webhook, UNKNOWN_BUYER */
  async plan(actor: Actor, request: NewReplay): Promise<ReplaySelection> {
    const createdAt = this.clock.now();
    const period = toPeriod(request, createdAt);
    const buyerId = await this.buyerOf(actor, request.buyerId);
    if (request.webhookId !== undefined) await this.webhooks.get(actor, request.webhookId);
    return {
      accountId: actor.accountId,
      createdAt,
      filter: {
        ...period,
        webhookId: request.webhookId ?? null,
        buyerId,
        eventType: request.eventType ?? null,
        status: request.status ?? null,
        missing: request.missing,
        endedBy: await this.replays.readClock(),
      },
    };
  }

  private async buyerOf(actor: Actor, buyerId: string | undefined): Promise<string | null> {
    if (buyerId === undefined || buyerId === actor.buyerId) return actor.buyerId;
    if (actor.buyerId !== null) {
      throw new AppError('UNKNOWN_BUYER', 'This key acts for one buyer and knows no other.', {
        fields: [{ pointer: '/buyer_id', detail: 'must be the buyer of the key, or absent' }],
      });
    }
    await this.buyers.requireKnown(actor.accountId, buyerId);
    return buyerId;
  }
}
