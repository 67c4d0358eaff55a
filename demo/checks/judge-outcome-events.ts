import { type Evidence } from '../story/evidence';
import { distinctOutcomes } from '../story/outcome-of';
import { type Check } from './check';

/** Webhook, outcome, and the number of attempts that led to it. */
const EXPECTED_OUTCOMES = ['dead failed 3', 'dead success 4', 'flaky success 3', 'good success 1'];

/** That the platform told how its deliveries ended, and did not begin to tell about the telling. */
export function judgeOutcomeEvents(evidence: Evidence): Check[] {
  return [judgeOutcomes(evidence), judgeLoopGuard(evidence)];
}

function judgeOutcomes({ received, nameOfWebhook }: Evidence): Check {
  const outcomes = distinctOutcomes(received.get('outcomes') ?? [], nameOfWebhook);
  const told = outcomes
    .map(({ about, type, attempts }) => `${about} ${type.replace('delivery.', '')} ${attempts}`)
    .toSorted();
  const count = (kind: string) => told.filter((text) => text.includes(kind)).length;
  return {
    name: 'Outcome events tell how each delivery ended',
    isTrue: told.join() === EXPECTED_OUTCOMES.join(),
    found: `success: ${count('success')}, failed: ${count('failed')}`,
  };
}

function judgeLoopGuard({ log, received, nameOfWebhook }: Evidence): Check {
  const ofOutcomes = log.filter((delivery) => delivery.event_type.startsWith('delivery.'));
  const outcomes = distinctOutcomes(received.get('outcomes') ?? [], nameOfWebhook);
  const isAboutLeads =
    outcomes.length > 0 && outcomes.every(({ aboutEventType }) => aboutEventType === 'lead.verified');
  return {
    name: 'Outcome events cause no outcome events',
    isTrue: ofOutcomes.length === EXPECTED_OUTCOMES.length && isAboutLeads,
    found: `${ofOutcomes.length} of them in the log`,
  };
}
