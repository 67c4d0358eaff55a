import { isWithinHours } from './active-hours';
import { type Targeting } from './targeting';

/** What of a lead decides whether a buyer wants it. */
export interface TargetedLead {
  /** Two-letter code. */
  state: string | null;
  source: string | null;
  quality_score: number;
}

/** `wanted`, or the first restriction that the lead does not meet. */
export type TargetingVerdict = 'wanted' | 'state' | 'source' | 'score' | 'hours';

/**
 * Judges whether a buyer wants a lead now. A lead without state or source is not wanted where the buyer names some.
 * The daily cap is not judged here: it takes a count.
 *
 * @throws RangeError for active hours in an unknown time zone
 */
export function judgeTargeting(targeting: Targeting, lead: TargetedLead, now: Date): TargetingVerdict {
  if (!isListed(targeting.states, lead.state)) {
    return 'state';
  }
  if (!isListed(targeting.sources, lead.source)) {
    return 'source';
  }
  if (lead.quality_score < (targeting.minimum_score ?? 0)) {
    return 'score';
  }
  if (targeting.active_hours !== undefined && !isWithinHours(targeting.active_hours, now)) {
    return 'hours';
  }
  return 'wanted';
}

function isListed(wanted: string[] | undefined, value: string | null): boolean {
  return wanted === undefined || wanted.length === 0 || (value !== null && wanted.includes(value));
}
