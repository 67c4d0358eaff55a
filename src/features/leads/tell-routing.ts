import { type IneligibleReason, type Lead, type UnassignedReason } from './lead';
import { type TimelineEntry } from './timeline-entry';

const WHY_HELD: Record<IneligibleReason, string> = {
  no_phone_number: 'it has no phone number',
  no_consent: 'there is no evidence of consent',
  suppressed: 'its phone number is on the suppression list',
  do_not_call: 'its phone number is on the do-not-call registry',
  do_not_call_unknown: 'the do-not-call registry could not be asked',
};

const WHY_UNASSIGNED: Record<Exclude<UnassignedReason, 'not_eligible'>, string> = {
  verification_failed: 'its verification failed',
  no_buyers: 'the account has no buyers',
  no_matching_buyer: 'no buyer wants leads like it',
  outside_active_hours: 'the buyers that want it are outside their active hours',
  caps_reached: 'the buyers that want it have reached their daily caps',
  buyer_gone: 'the buyer it was meant for does not exist any more',
};

/** Where a lead ended: with a buyer, or left with a reason. Null before that. */
export function tellRouting(lead: Lead, eventId: string | undefined): TimelineEntry | null {
  const { routedAt: at, buyerId, unassignedReason } = lead;
  if (at === null) return null;
  if (buyerId !== null) {
    const title = `Handed to buyer ${buyerId}.`;
    return { at, type: 'distributed', title, eventId, details: { buyer_id: buyerId } };
  }
  return unassignedReason === null ? null : tellLeft(lead, unassignedReason, at);
}

function tellLeft({ ineligibleReason }: Lead, reason: UnassignedReason, at: Date): TimelineEntry {
  if (reason !== 'not_eligible') {
    const title = `Handed to no buyer: ${WHY_UNASSIGNED[reason]}.`;
    return { at, type: 'unassigned', title, details: { unassigned_reason: reason } };
  }
  const why = ineligibleReason === null ? 'it may not be contacted' : WHY_HELD[ineligibleReason];
  const details = { unassigned_reason: reason, ineligible_reason: ineligibleReason };
  return { at, type: 'held', title: `Held back: ${why}.`, details };
}
