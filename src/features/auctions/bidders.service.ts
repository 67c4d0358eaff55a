import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppError } from '../../core/errors/app-error';
import { formatSecret } from '../../core/signing';
import { Database } from '../../platform/database';
import { type Actor } from '../auth';
import { BuyersService } from '../buyers';
import { WebhookRules } from '../webhooks';
import { type Bidder } from './bidder';
import { BidderSealing } from './bidder-sealing';
import { BiddersRepository } from './persistence/bidders.repository';

const SECRET_BYTES = 32;
/** Bounds what is read for every ping of an account. */
const MOST_BIDDERS = 1_000;

export interface BidderDraft {
  url: string;
  /** The buyer's own secret, already checked; when absent the one there is stays, or one is made. */
  secret: string | undefined;
}

/** A bidder as its owner sees it. */
export interface RevealedBidder {
  bidder: Bidder;
  secret: string;
}

/**
 * Where and with which secret buyers are asked for bids. Like a webhook, this belongs to the buyer: a key that is
 * bound to one manages its own, and sees no other.
 */
@Injectable()
export class BiddersService {
  constructor(
    private readonly bidders: BiddersRepository,
    private readonly buyers: BuyersService,
    private readonly rules: WebhookRules,
    private readonly sealing: BidderSealing,
    private readonly database: Database,
  ) {}

  /**
   * @throws AppError NOT_FOUND; VALIDATION_FAILED, HTTPS_REQUIRED or URL_NOT_ALLOWED for the URL; RULE_VIOLATED
   * when the account has too many bidders
   */
  async put(actor: Actor, buyerId: string, draft: BidderDraft): Promise<RevealedBidder> {
    await this.buyers.get(actor, buyerId);
    const url = await this.rules.requireCallable(draft.url);
    return this.database.transaction(() =>
      this.save({ accountId: actor.accountId, buyerId }, { ...draft, url }),
    );
  }

  /** @throws AppError NOT_FOUND when there is no such buyer, or it does not bid */
  async get(actor: Actor, buyerId: string): Promise<RevealedBidder> {
    await this.buyers.get(actor, buyerId);
    const bidder = await this.bidders.find(actor.accountId, buyerId);
    if (!bidder) throw notBidding();
    return { bidder, secret: this.sealing.open(bidder) };
  }

  /** @throws AppError NOT_FOUND when there is no such buyer, or it does not bid */
  async delete(actor: Actor, buyerId: string): Promise<void> {
    await this.buyers.get(actor, buyerId);
    if (!(await this.bidders.delete(actor.accountId, buyerId))) throw notBidding();
  }

  private async save(
    ref: Pick<Bidder, 'accountId' | 'buyerId'>,
    { url, secret: own }: BidderDraft,
  ): Promise<RevealedBidder> {
    const { accountId, buyerId } = ref;
    // A buyer deleted at this moment takes its bidder along: it stays until this is stored, or is gone already.
    if (!(await this.buyers.hold(accountId, buyerId)))
      throw new AppError('NOT_FOUND', 'There is no buyer with this id.');
    await this.bidders.lockAccount(accountId);
    const known = await this.bidders.find(accountId, buyerId);
    if (!known && (await this.bidders.count(accountId)) >= MOST_BIDDERS) throw tooMany();
    const secret = own ?? (known ? this.sealing.open(known) : formatSecret(randomBytes(SECRET_BYTES)));
    const bidder = this.sealing.seal({ ...ref, url, createdAt: known?.createdAt ?? null }, secret);
    await this.bidders.save(bidder);
    return { bidder, secret };
  }
}

function notBidding(): AppError {
  return new AppError('NOT_FOUND', 'This buyer does not bid: it has no bidding settings.');
}

function tooMany(): AppError {
  return new AppError(
    'RULE_VIOLATED',
    `An account has at most ${MOST_BIDDERS.toLocaleString('en')} bidders.`,
  );
}
