import { type IneligibleReason } from '../leads';
import { type LeadDraft } from './lead-draft';

/** A draft with the id it gets if it is new, and what the do-not-call registry said. */
export interface Candidate {
  id: string;
  draft: LeadDraft;
  doNotCall: 'clear' | 'listed' | 'unknown';
}

/** Why a lead may not be contacted; null when it may. Whatever is not known to be allowed is held back. */
export function judgeEligibility(
  { draft, doNotCall }: Pick<Candidate, 'draft' | 'doNotCall'>,
  isSuppressed: boolean,
): IneligibleReason | null {
  if (draft.phone === null) return 'no_phone_number';
  if (draft.isConsentRequired && draft.consent === null) return 'no_consent';
  if (isSuppressed) return 'suppressed';
  if (doNotCall === 'listed') return 'do_not_call';
  if (doNotCall === 'unknown') return 'do_not_call_unknown';
  return null;
}
