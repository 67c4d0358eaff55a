import { Injectable } from '@nestjs/common';
import { chooseByWeight, judgeTargeting, localDay, type TargetingVerdict } from '../../core/leads';
import { BuyerDaysRepository, BuyersService, type TargetedBuyer } from '../buyers';
import { type Lead, type UnassignedReason } from '../leads';
import { Random } from './random';

/** Who gets a lead, or why nobody does. */
export type Choice = { kind: 'buyer'; buyerId: string } | { kind: 'nobody'; reason: UnassignedReason };

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
    const targeted = await this.buyers.listTargeted(lead.accountId);
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

  /** Draws until somebody has room today. */
  private async chooseAmong(buyers: TargetedBuyer[], accountId: string, now: Date): Promise<Choice> {
    let left = buyers.map((buyer) => ({ ...buyer, weight: buyer.targeting.weight ?? 1 }));
    for (;;) {
      const drawn = chooseByWeight(left, this.random.next());
      if (!drawn) return nobody('caps_reached');
      if (await this.claim(drawn, accountId, now)) return { kind: 'buyer', buyerId: drawn.id };
      left = left.filter((buyer) => buyer !== drawn);
    }
  }

  private async claim({ id, targeting }: TargetedBuyer, accountId: string, now: Date): Promise<boolean> {
    // A buyer deleted a moment ago counts like one that is full.
    if (!(await this.buyers.hold(accountId, id))) return false;
    const day = localDay(targeting.active_hours?.timezone, now);
    return this.days.claim({ accountId, buyerId: id, day, cap: targeting.daily_cap ?? null });
  }
}

function judge({ targeting }: TargetedBuyer, lead: Lead, now: Date): TargetingVerdict {
  const { state, source, verification } = lead;
  return judgeTargeting(targeting, { state, source, quality_score: verification?.quality_score ?? 0 }, now);
}

function nobody(reason: UnassignedReason): Choice {
  return { kind: 'nobody', reason };
}
