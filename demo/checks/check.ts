import { type CastName } from '../story/cast';
import { type Evidence } from '../story/evidence';
import { type LoggedDelivery } from '../story/platform-api';

export interface Check {
  name: string;
  isTrue: boolean;
  /** What was found, for the reader. */
  found: string;
}

export function deliveryTo(
  name: CastName,
  log: readonly LoggedDelivery[],
  { nameOfWebhook }: Evidence,
): LoggedDelivery | undefined {
  return log.find((delivery) => nameOfWebhook.get(delivery.webhook_id) === name);
}
