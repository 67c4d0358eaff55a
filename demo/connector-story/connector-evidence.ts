import { type ConnectorDelivery, type DatedEvent, type Preview } from './connector-api';
import { type Reading, type Visit } from './visit';

/** One event that was published, and what came of it. */
export interface Told {
  event: DatedEvent | null;
  /** Its deliveries in the end. */
  log: ConnectorDelivery[];
}

/** What really happened, as told by the API and as seen by the receivers; gaps where it did not come so far. */
export interface ConnectorEvidence {
  /** By the name of the receiver. */
  visits: Map<string, readonly Visit[]>;
  webhookIds: Map<string, string>;
  /** What those that can tell made of the request with another lead's id in the body. */
  forged: Map<string, Reading>;
  gallery: Told;
  /** Of the same event, by the name of the receiver. */
  previews: Map<string, Preview>;
  contact: Told;
  /** Made before the webhook was registered. */
  contactPreview: Preview | null;
  /** In the order of the leads, with what a preview said of the filter. */
  scored: (Told & { matches: boolean | undefined })[];
  /** The delivery that could not be made, while it was held, and how many requests had been sent by then. */
  held: { delivery: ConnectorDelivery; visits: number } | null;
  /** Of the mapping that fails and of the mended one, with the same event. */
  failingPreview: Preview | null;
  mendedPreview: Preview | null;
  mended: Told;
  /** The event the mapping was fine for. */
  unharmed: Told;
}

const nothing = (): Told => ({ event: null, log: [] });

export function emptyConnectorEvidence(): ConnectorEvidence {
  return {
    visits: new Map(),
    webhookIds: new Map(),
    forged: new Map(),
    gallery: nothing(),
    previews: new Map(),
    contact: nothing(),
    contactPreview: null,
    scored: [],
    held: null,
    failingPreview: null,
    mendedPreview: null,
    mended: nothing(),
    unharmed: nothing(),
  };
}

export function visitsTo({ visits }: Pick<ConnectorEvidence, 'visits'>, name: string): readonly Visit[] {
  return visits.get(name) ?? [];
}

/** The delivery of an event to a receiver. */
export function deliveryTo(
  { webhookIds }: Pick<ConnectorEvidence, 'webhookIds'>,
  name: string,
  { log }: Told,
): ConnectorDelivery | undefined {
  return log.find((delivery) => delivery.webhook_id === webhookIds.get(name));
}

/** Whether every delivery of the event has ended. */
export function hasEnded({ event, log }: Told): boolean {
  return event !== null && log.length === event.deliveries && log.every(({ status }) => status !== 'pending');
}
