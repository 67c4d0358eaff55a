import { type CastName } from './cast';
import { type LoggedDelivery, type PublishedEvent } from './platform-api';
import { type ReceivedDelivery } from '../receiving/start-receiver';
import { type Verification } from '../receiving/verify-delivery';

/** What really happened, as told by the API and as seen by the receivers; gaps where it did not come so far. */
export interface Evidence {
  published: PublishedEvent | null;
  nameOfWebhook: Map<string, CastName>;
  received: Map<CastName, readonly ReceivedDelivery[]>;
  /** Deliveries of the published event, with all retries over and nothing replayed. */
  logBeforeReplay: LoggedDelivery[];
  /** All deliveries at the end, those of outcome events too. */
  log: LoggedDelivery[];
  /** What verifying said about a delivery with one changed character. */
  tampered: Verification | null;
}

export function emptyEvidence(): Evidence {
  return {
    published: null,
    nameOfWebhook: new Map(),
    received: new Map(),
    logBeforeReplay: [],
    log: [],
    tampered: null,
  };
}

/** The delivery to the webhook of this name. */
export function deliveryTo(
  name: CastName,
  log: readonly LoggedDelivery[],
  { nameOfWebhook }: Evidence,
): LoggedDelivery | undefined {
  return log.find((delivery) => nameOfWebhook.get(delivery.webhook_id) === name);
}
