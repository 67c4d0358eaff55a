import { Injectable } from '@nestjs/common';
import { chooseByWeight, judgeTargeting, localDay, type TargetingVerdict } from '../../core/leads';
import { BuyerDaysRepository, BuyersService, type CountedBuyer } from '../buyers';
import { type Lead, type UnassignedReason } from '../leads';
import { Random } from './random';

/** Who gets a lead, or why nobody does. */
export type Choice = { kind: 'buyer'; buyerId: string } | { kind: 'nobody'; reason: UnassignedReason };

/** A buyer who wants the lead. */
interface Candidate {
  id: string;
  weight: number;
  /** Null for any number. */
  cap: number | null;
  /** Today by the buyer's calendar. */
  day: string;
  leadsToday: number;
}

/** A claim is lost only where others filled the buyer since its count was read: so many in a row call for new counts. */
const MOST_DRAWS = 5;

/** Chooses the buyer of a lead, in the transaction that gives it to them. */
@Injectable()
export class BuyerChoice {
  constructor(
    private readonly buyers: BuyersService,
    private readonly days: BuyerDaysRepository,
    private readonly random: Random,
  ) {}

  /** The buyer stays, and the lead is counted for its day, when the transaction commits. */
  async choose(lead: Lead, now: Date): Promise<Choice> {
    if (lead.reservedBuyerId !== null) return this.chooseReserved(lead.accountId, lead.reservedBuyerId);
    const targeted = await this.buyers.listCounted(lead.accountId, now);
    if (targeted.length === 0) return nobody('no_buyers');
    const judged = targeted.map((buyer) => ({ buyer, verdict: judge(buyer, lead, now) }));
    const wanting = judged.filter(({ verdict }) => verdict === 'wanted').map(({ buyer }) => buyer);
    if (wanting.length > 0) return this.chooseAmong(wanting, lead.accountId, now);
    return nobody(
      judged.some(({ verdict }) => verdict === 'hours') ? 'outside_active_hours' : 'no_matching_buyer',
    );
  }

  /** Sold in an auction: nobody else may have it, and no limit counts. */
  private async chooseReserved(accountId: string, buyerId: string): Promise<Choice> {
    return (await this.buyers.hold(accountId, buyerId)) ? { kind: 'buyer', buyerId } : nobody('buyer_gone');
  }

  /** Draws among those who have room today; only the one drawn is asked for in the database. */
  private async chooseAmong(buyers: CountedBuyer[], accountId: string, now: Date): Promise<Choice> {
    let left = buyers
      .map((buyer) => asCandidate(buyer, now))
      .filter(({ cap, leadsToday }) => cap === null || leadsToday < cap);
    for (let draws = 0; draws < MOST_DRAWS; draws++) {
      const drawn = chooseByWeight(left, this.random.next());
      if (!drawn) return nobody('caps_reached');
      if (await this.claim(drawn, accountId)) return { kind: 'buyer', buyerId: drawn.id };
      left = left.filter((buyer) => buyer !== drawn);
    }
    throw new Error(
      'Every buyer drawn was full by then; the sweep has the step taken again, with new counts',
    );
  }

  private async claim({ id, day, cap }: Candidate, accountId: string): Promise<boolean> {
    // A buyer deleted a moment ago counts like one that is full.
    if (!(await this.buyers.hold(accountId, id))) return false;
    return this.days.claim({ accountId, buyerId: id, day, cap });
  }
}

function asCandidate({ id, targeting, leadsByDay }: CountedBuyer, now: Date): Candidate {
  const { weight = 1, daily_cap: cap = null, active_hours: hours } = targeting;
  const day = localDay(hours?.timezone, now);
  return { id, weight, cap, day, leadsToday: leadsByDay[day] ?? 0 };
}

function judge({ targeting }: CountedBuyer, lead: Lead, now: Date): TargetingVerdict {
  const { state, source, verification } = lead;
  return judgeTargeting(targeting, { state, source, quality_score: verification?.quality_score ?? 0 }, now);
}

function nobody(reason: UnassignedReason): Choice {
  return { kind: 'nobody', reason };
}
