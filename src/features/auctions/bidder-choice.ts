import { Injectable } from '@nestjs/common';
import { judgeTargeting } from '../../core/leads';
import { Clock } from '../../platform/clock';
import { BuyersService } from '../buyers';
import { type Bidder } from './bidder';
import { BiddersRepository } from './persistence/bidders.repository';
import { type Ping } from './ping';

/** More are never asked for one ping; of more, lots decide anew each time. */
const MOST_ASKED = 100;
/** No lead has been scored before its auction: this reaches every minimum. */
const SCORE_NOT_JUDGED = 100;

/** Finds whom to ask about a ping: bidders whose buyer's targeting, if it has one, does not exclude it. */
@Injectable()
export class BidderChoice {
  constructor(
    private readonly bidders: BiddersRepository,
    private readonly buyers: BuyersService,
    private readonly clock: Clock,
  ) {}

  async find({ accountId, state, source }: Ping): Promise<Bidder[]> {
    const bidders = await this.bidders.list(accountId);
    if (bidders.length === 0) return [];
    const targeted = await this.buyers.listTargeted(accountId);
    const targetings = new Map(targeted.map(({ id, targeting }) => [id, targeting]));
    const lead = { state, source, quality_score: SCORE_NOT_JUDGED };
    const now = this.clock.now();
    const wanting = bidders.filter(({ buyerId }) => {
      const targeting = targetings.get(buyerId);
      return targeting === undefined || judgeTargeting(targeting, lead, now) === 'wanted';
    });
    return wanting.length > MOST_ASKED ? drawLots(wanting).slice(0, MOST_ASKED) : wanting;
  }
}

/** In an order of chance, every order being as likely (Fisher and Yates). */
function drawLots<T>(items: T[]): T[] {
  const drawn = [...items];
  for (let last = drawn.length - 1; last > 0; last--) {
    const other = Math.floor(Math.random() * (last + 1));
    [drawn[last], drawn[other]] = [drawn[other]!, drawn[last]!];
  }
  return drawn;
}
