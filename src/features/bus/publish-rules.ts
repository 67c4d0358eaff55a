import { Injectable } from '@nestjs/common';
import { AppError } from '../../core/errors/app-error';
import { isOutcomeType } from '../../core/event-types';
import { type Actor } from '../auth';
import { BuyersService } from '../buyers';
import { EventTypes } from '../events';
import { type EventDraft } from './new-event';

/** What a caller asks to publish. */
export interface PublishRequest {
  type: string;
  data: object;
  buyerId: string | undefined;
}

/** The business rules of a publish; everything they need is looked up in shared queries. */
@Injectable()
export class PublishRules {
  constructor(
    private readonly eventTypes: EventTypes,
    private readonly buyers: BuyersService,
  ) {}

  /**
   * @param prefix JSON pointer of the request in the body: empty, or `/events/3`
   * @throws AppError UNKNOWN_EVENT_TYPE, UNKNOWN_BUYER or RULE_VIOLATED
   */
  async toDraft(actor: Actor, request: PublishRequest, prefix = ''): Promise<EventDraft> {
    const { accountId } = actor;
    const buyerId = request.buyerId ?? actor.buyerId;
    const [isTypeKnown, isBuyerKnown] = await Promise.all([
      this.eventTypes.isKnown(accountId, request.type),
      buyerId === null || this.buyers.isKnown(accountId, buyerId),
    ]);
    if (isOutcomeType(request.type)) throw reserved(request.type, prefix);
    if (!isTypeKnown) throw unknownType(request.type, prefix);
    if (!isBuyerKnown || (actor.buyerId !== null && actor.buyerId !== buyerId)) throw unknownBuyer(prefix);
    return { accountId, buyerId, type: request.type, data: request.data };
  }
}

function reserved(type: string, prefix: string): AppError {
  return new AppError('RULE_VIOLATED', `${type} is published by the platform itself when a delivery ends.`, {
    fields: [{ pointer: `${prefix}/type`, detail: 'must not be one of delivery.*' }],
  });
}

function unknownType(type: string, prefix: string): AppError {
  return new AppError(
    'UNKNOWN_EVENT_TYPE',
    `There is no event type ${type}; register it with POST /v1/event-types or see GET /v1/event-types.`,
    { fields: [{ pointer: `${prefix}/type`, detail: 'must be a registered event type' }] },
  );
}

function unknownBuyer(prefix: string): AppError {
  return new AppError('UNKNOWN_BUYER', 'There is no buyer with this id; create it with POST /v1/buyers.', {
    fields: [{ pointer: `${prefix}/buyer_id`, detail: 'must be the id of a buyer' }],
  });
}
