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

/** The business rules of a publish; what they need is looked up in shared queries. */
@Injectable()
export class PublishRules {
  constructor(
    private readonly eventTypes: EventTypes,
    private readonly buyers: BuyersService,
  ) {}

  /**
   * @param pointerOf JSON pointer of a request in the body: empty, or `/events/3`
   * @throws AppError UNKNOWN_EVENT_TYPE, UNKNOWN_BUYER or RULE_VIOLATED, for the first request at fault
   */
  async toDrafts(
    actor: Actor,
    requests: PublishRequest[],
    pointerOf: (index: number) => string,
  ): Promise<EventDraft[]> {
    const { accountId } = actor;
    const drafts = requests.map(({ type, data, buyerId }) => ({
      accountId,
      buyerId: buyerId ?? actor.buyerId,
      type,
      data,
    }));
    const known = await this.findKnown(accountId, drafts);
    drafts.forEach(({ type, buyerId }, index) => {
      const prefix = pointerOf(index);
      if (isOutcomeType(type)) throw reserved(type, prefix);
      if (!known.types.has(type)) throw unknownType(type, prefix);
      const isTheirs = actor.buyerId === null || actor.buyerId === buyerId;
      if (buyerId !== null && !(isTheirs && known.buyers.has(buyerId))) throw unknownBuyer(prefix);
    });
    return drafts;
  }

  /** Asks about each type and each buyer once, however many events name it. */
  private async findKnown(accountId: string, drafts: EventDraft[]) {
    const types = new Set(drafts.map(({ type }) => type));
    const buyers = new Set(drafts.flatMap(({ buyerId }) => buyerId ?? []));
    return {
      types: await filterAsync(types, (type) => this.eventTypes.isKnown(accountId, type)),
      buyers: await filterAsync(buyers, (buyerId) => this.buyers.isKnown(accountId, buyerId)),
    };
  }
}

async function filterAsync<T>(items: Set<T>, isWanted: (item: T) => Promise<boolean>): Promise<Set<T>> {
  const answers = await Promise.all([...items].map(async (item) => ({ item, isIn: await isWanted(item) })));
  return new Set(answers.filter(({ isIn }) => isIn).map(({ item }) => item));
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
