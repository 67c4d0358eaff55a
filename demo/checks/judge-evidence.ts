import { type Evidence } from '../story/evidence';
import { type Check } from './check';
import { judgeContents } from './judge-contents';
import { judgeDeliveries } from './judge-deliveries';
import { judgeOutcomeEvents } from './judge-outcome-events';

/** Everything the demonstration promises, held against what happened. */
export function judgeEvidence(evidence: Evidence): Check[] {
  return [...judgeDeliveries(evidence), ...judgeOutcomeEvents(evidence), ...judgeContents(evidence)];
}
