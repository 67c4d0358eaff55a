import { Injectable } from '@nestjs/common';
import { AppError } from '../../core/errors/app-error';
import { API_VERSION, buildEventBody } from '../../core/event-types';
import { idTimeMs } from '../../core/ids';
import { newId } from '../../platform/ids';
import { type Actor } from '../auth';
import { BuyersService } from '../buyers';
import { EventTypes } from '../events';
import { type PreviewedEvent, type PreviewOrder } from './preview';

/** An event that was never published. */
export interface UnpublishedEvent {
  id: string;
  type: string;
  buyer: { id: string; name: string } | null;
  /** As publishing would write it. */
  body: string;
}

/** Makes the events that previews are of, by the rules for those that are published. */
@Injectable()
export class PreviewEvents {
  constructor(
    private readonly eventTypes: EventTypes,
    private readonly buyers: BuyersService,
  ) {}

  /**
   * @param webhookBuyerId the only buyer whose events the webhook gets; null for all
   * @throws AppError UNKNOWN_EVENT_TYPE, UNKNOWN_BUYER, or RULE_VIOLATED for a type without example and for a buyer
   * whose events the webhook never gets
   */
  async make(actor: Actor, order: PreviewOrder, webhookBuyerId: string | null): Promise<UnpublishedEvent> {
    const { type, data, id = newId('evt'), created } = await this.read(actor.accountId, order.event);
    const at = created ?? new Date(idTimeMs(id));
    const body = buildEventBody({ id, type, created: at.toISOString(), data, apiVersion: API_VERSION });
    return { id, type, buyer: await this.buyerOf(actor, order.buyerId, webhookBuyerId), body };
  }

  private async read(accountId: string, event: PreviewOrder['event']): Promise<PreviewedEvent> {
    const isExample = 'exampleOf' in event;
    const type = isExample ? event.exampleOf : event.type;
    if (!(await this.eventTypes.isKnown(accountId, type))) {
      throw unknownType(type, isExample ? '/event_type' : '/event/type');
    }
    if (!isExample) return event;
    const data = await this.eventTypes.exampleOf(accountId, type);
    if (data === null) throw withoutExample(type);
    return { type, data };
  }

  private async buyerOf(actor: Actor, asked: string | undefined, webhookBuyerId: string | null) {
    const id = asked ?? webhookBuyerId ?? actor.buyerId;
    if (id === null) return null;
    const isTheirs = actor.buyerId === null || actor.buyerId === id;
    if (!isTheirs || !(await this.buyers.isKnown(actor.accountId, id))) throw unknownBuyer();
    if (webhookBuyerId !== null && webhookBuyerId !== id) throw neverGotten();
    const { name } = await this.buyers.get(actor, id);
    return { id, name };
  }
}

function unknownType(type: string, pointer: string): AppError {
  return new AppError('UNKNOWN_EVENT_TYPE', `There is no event type ${type}.`, {
    fields: [{ pointer, detail: 'must be a registered event type' }],
  });
}

function withoutExample(type: string): AppError {
  return new AppError('RULE_VIOLATED', `The event type ${type} has no example; send an event instead.`, {
    fields: [{ pointer: '/event_type', detail: 'must be a type with an example' }],
  });
}

function unknownBuyer(): AppError {
  return new AppError('UNKNOWN_BUYER', 'There is no buyer with this id; create it with POST /v1/buyers.', {
    fields: [{ pointer: '/buyer_id', detail: 'must be the id of a buyer' }],
  });
}

function neverGotten(): AppError {
  return new AppError('RULE_VIOLATED', 'This webhook gets only events of its own buyer.', {
    fields: [{ pointer: '/buyer_id', detail: 'must be the buyer of the webhook, or left out' }],
  });
}
