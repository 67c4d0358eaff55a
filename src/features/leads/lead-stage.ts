import { type Lead } from './lead';

/** How far a lead has come. */
export const LEAD_STAGES = ['verifying', 'distributing', 'distributed', 'held', 'unassigned'] as const;
export type LeadStage = (typeof LEAD_STAGES)[number];

/** `held`: it may not be contacted; `unassigned`: it may, but no buyer got it. */
export function stageOf({ step, buyerId, unassignedReason }: Lead): LeadStage {
  if (step === 'verify') return 'verifying';
  if (step === 'distribute') return 'distributing';
  if (buyerId !== null) return 'distributed';
  return unassignedReason === 'not_eligible' ? 'held' : 'unassigned';
}
