import { Injectable } from '@nestjs/common';
import { AppError } from '../../core/errors/app-error';
import { localDay, type Targeting } from '../../core/leads';
import { Clock } from '../../platform/clock';
import { newId } from '../../platform/ids';
import { Logger } from '../../platform/logging';
import { type Actor, refuseBound } from '../auth';
import { type Buyer, BUYER_ID } from './buyer';
import { BuyerDirectory } from './buyer-directory';
import { BuyerRemoval } from './buyer-removal';
import {
  type BuyerPage,
  type BuyerRef,
  BuyersRepository,
  type CountedBuyer,
  type TargetedBuyer,
} from './persistence/buyers.repository';

/** Every lead of the account is held against each of them. */
const MOST_TARGETED = 1_000;

export interface NewBuyer {
  /** The account's own id for the buyer; made when absent. */
  id?: string | undefined;
  name: string;
  metadata?: Record<string, string> | undefined;
  targeting?: Targeting | null | undefined;
}

export interface BuyerChanges {
  name?: string | undefined;
  /** Replaces the metadata as a whole. */
  metadata?: Record<string, string> | undefined;
  /** Replaces the targeting as a whole; null takes the buyer out of the distribution of leads. */
  targeting?: Targeting | null | undefined;
}

/**
 * The buyers of an account. They belong to the account as a whole: a caller who is bound to one
 * buyer sees that one and changes none.
 */
@Injectable()
export class BuyersService {
  constructor(
    private readonly buyers: BuyersRepository,
    private readonly directory: BuyerDirectory,
    private readonly removal: BuyerRemoval,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** Whether the account has a buyer with this id, which may be any text. Cheap to ask on every request. */
  async isKnown(accountId: string, buyerId: string): Promise<boolean> {
    return BUYER_ID.test(buyerId) && this.directory.has({ accountId, id: buyerId });
  }

  /**
   * Inside a transaction the buyer cannot be deleted before that ends.
   *
   * @throws AppError UNKNOWN_BUYER naming the field `/buyer_id`
   */
  async requireKnown(accountId: string, buyerId: string): Promise<void> {
    if (await this.hold(accountId, buyerId)) return;
    throw new AppError('UNKNOWN_BUYER', 'There is no buyer with this id; create it first.', {
      fields: [{ pointer: '/buyer_id', detail: 'must be the id of a buyer of this account' }],
    });
  }

  /** Whether the account has this buyer; inside a transaction it then stays until that ends. */
  async hold(accountId: string, buyerId: string): Promise<boolean> {
    return BUYER_ID.test(buyerId) && this.directory.hold({ accountId, id: buyerId });
  }

  /** The buyers of the account that take part in the distribution of leads, in the order of their ids. */
  listTargeted(accountId: string): Promise<TargetedBuyer[]> {
    return this.buyers.listTargeted(accountId);
  }

  /** The same with the leads they got, to tell who has room for one more; read in one query, however many they are. */
  listCounted(accountId: string, now: Date): Promise<CountedBuyer[]> {
    return this.buyers.listCounted(accountId, localDay(undefined, now));
  }

  /** @throws AppError ALREADY_EXISTS, FORBIDDEN, RULE_VIOLATED */
  async create(actor: Actor, { id = newId('buyer'), ...told }: NewBuyer): Promise<Buyer> {
    refuseBound(actor, 'Buyers');
    const { accountId } = actor;
    const { name, metadata = {}, targeting = null } = told;
    if (targeting) await this.requireRoom({ accountId, id });
    const buyer: Buyer = { id, accountId, name, metadata, targeting, createdAt: this.clock.now() };
    if (!(await this.buyers.insert(buyer))) throw alreadyExists();
    this.logger.info('buyer.created', { account_id: accountId, buyer_id: id });
    return buyer;
  }

  /** @throws AppError NOT_FOUND */
  async get(actor: Actor, id: string): Promise<Buyer> {
    const isVisible = BUYER_ID.test(id) && (actor.buyerId === null || actor.buyerId === id);
    const buyer = isVisible ? await this.buyers.find({ accountId: actor.accountId, id }) : null;
    if (!buyer) throw notFound();
    return buyer;
  }

  /** Newest first: up to `limit + 1` of them. */
  list(actor: Actor, page: BuyerPage): Promise<Buyer[]> {
    return this.buyers.list(actor, page);
  }

  /** @throws AppError NOT_FOUND, FORBIDDEN, RULE_VIOLATED */
  async update(actor: Actor, id: string, changes: BuyerChanges): Promise<Buyer> {
    refuseBound(actor, 'Buyers');
    const ref = { accountId: actor.accountId, id };
    if (changes.targeting) await this.requireRoom(ref);
    const buyer = BUYER_ID.test(id) ? await this.buyers.update(ref, changes) : null;
    if (!buyer) throw notFound();
    this.logger.info('buyer.updated', { account_id: actor.accountId, buyer_id: id });
    return buyer;
  }

  /**
   * Deletes the buyer with its API keys and webhooks. Its events and deliveries stay in the log.
   *
   * @throws AppError NOT_FOUND, FORBIDDEN
   */
  async delete(actor: Actor, id: string): Promise<void> {
    refuseBound(actor, 'Buyers');
    const isDeleted = BUYER_ID.test(id) && (await this.removal.remove({ accountId: actor.accountId, id }));
    if (!isDeleted) throw notFound();
  }

  /** Requests of the same moment may pass together: the bound is on work, and a few more do no harm. */
  private async requireRoom(ref: BuyerRef): Promise<void> {
    if (await this.buyers.mayBeTargeted(ref, MOST_TARGETED)) return;
    throw new AppError('RULE_VIOLATED', `At most ${MOST_TARGETED} buyers of an account can have targeting.`, {
      fields: [{ pointer: '/targeting', detail: 'must be null: as many buyers as can be have targeting' }],
    });
  }
}

function alreadyExists(): AppError {
  return new AppError('ALREADY_EXISTS', 'There is a buyer with this id already.', {
    fields: [{ pointer: '/id', detail: 'must not be in use' }],
  });
}

function notFound(): AppError {
  return new AppError('NOT_FOUND', 'There is no buyer with this id.');
}
