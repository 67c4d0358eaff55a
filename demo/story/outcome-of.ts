import { type CastName } from './cast';
import { type ReceivedDelivery } from '../receiving/start-receiver';
import { isVerified } from '../receiving/verify-delivery';

/** What an outcome event says, with its webhook by name. */
export interface Outcome {
  eventId: string;
  type: string;
  about: CastName | 'unknown';
  aboutEventType: string;
  attempts: number;
}

interface OutcomeBody {
  id: string;
  type: string;
  data: { webhook_id: string; event_type: string; attempts: number };
}

/** @throws SyntaxError for a body that is not JSON: only verified deliveries are looked into */
export function outcomeOf({ body }: ReceivedDelivery, names: ReadonlyMap<string, CastName>): Outcome {
  const { id, type, data } = JSON.parse(body) as OutcomeBody;
  return {
    eventId: id,
    type,
    about: names.get(data.webhook_id) ?? 'unknown',
    aboutEventType: data.event_type,
    attempts: data.attempts,
  };
}

/** The verified ones, each once: delivery is at least once, so receivers remove duplicates by event id. */
export function distinctOutcomes(
  received: readonly ReceivedDelivery[],
  names: ReadonlyMap<string, CastName>,
): Outcome[] {
  const outcomes = received
    .filter(({ verification }) => isVerified(verification))
    .map((delivery) => outcomeOf(delivery, names));
  return [...new Map(outcomes.map((outcome) => [outcome.eventId, outcome])).values()];
}
