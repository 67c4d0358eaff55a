import { Injectable } from '@nestjs/common';
import { AppError } from '../../core/errors/app-error';
import { Clock } from '../../platform/clock';
import { BuyersService } from '../buyers';
import { type IneligibleReason } from '../leads';
import { type Intake } from '../sources';
import { type Ping } from './ping';

const INELIGIBLE: Record<IneligibleReason, { field: string; text: string }> = {
  no_phone_number: { field: '/phone', text: 'it has no phone number' },
  no_consent: { field: '/consent', text: 'it brings no evidence of consent' },
  suppressed: { field: '/phone', text: 'its phone number is on the suppression list' },
  do_not_call: { field: '/phone', text: 'its phone number is on the do-not-call registry' },
  do_not_call_unknown: { field: '/phone', text: 'the do-not-call registry could not be asked' },
};

/** When the winner of an auction may be handed a lead. */
@Injectable()
export class PostRules {
  constructor(
    private readonly buyers: BuyersService,
    private readonly clock: Clock,
  ) {}

  /** @returns the buyer who won. @throws AppError RULE_VIOLATED */
  requireWon({ status, winnerBuyerId, postExpiresAt }: Ping): string {
    if (status === 'open') throw broken('The auction of this ping still runs.');
    if (winnerBuyerId === null || postExpiresAt === null) {
      throw broken('Nobody won the auction of this ping, so there is nobody to hand the lead to.');
    }
    if (postExpiresAt <= this.clock.now()) {
      throw broken(
        `The lead could be posted until ${postExpiresAt.toISOString()}; offer it with another ping.`,
      );
    }
    return winnerBuyerId;
  }

  /** In a transaction: the buyer then stays until it ends. @throws AppError RULE_VIOLATED */
  async requirePresent(accountId: string, buyerId: string): Promise<void> {
    if (await this.buyers.hold(accountId, buyerId)) return;
    throw broken('The buyer who won this ping was deleted; offer the lead with another ping.');
  }

  /** A lead that may not be contacted is not sold. @throws AppError RULE_VIOLATED */
  requireEligible({ lead: { ineligibleReason } }: Intake): void {
    if (ineligibleReason === null) return;
    const { field, text } = INELIGIBLE[ineligibleReason];
    throw new AppError('RULE_VIOLATED', `This lead cannot be handed over: ${text}. Nothing was stored.`, {
      fields: [{ pointer: field, detail: `must allow contact (${ineligibleReason})` }],
    });
  }
}

function broken(text: string): AppError {
  return new AppError('RULE_VIOLATED', text);
}
