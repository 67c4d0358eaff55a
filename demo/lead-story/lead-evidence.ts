import { type ReceivedDelivery } from '../receiving/start-receiver';
import { eventsIn } from './inbox';
import { type CrmAnswer, type Lead, type Ping, type StreamsynqAnswer, type TimelineEntry } from './lead-api';
import { type Answered } from './other-systems';
import { type PartyName } from './parties';

/** What really happened, as answered by the platform and as seen by the receivers; null where it did not come so far. */
export interface LeadEvidence {
  /** How the key for leads begins. */
  keyPrefix: string | null;
  form: Lead | null;
  portal: Answered<StreamsynqAnswer> | null;
  /** The portal's body, changed on its way. */
  forged: Answered<unknown> | null;
  crm: Answered<CrmAnswer> | null;
  /** The phone number of the form's lead once more. */
  again: Lead | null;
  withoutConsent: Lead | null;
  suppressed: Lead | null;
  ping: Ping | null;
  post: { buyer_id: string | null; lead: Lead } | null;
  /** Of the portal's lead. */
  timeline: TimelineEntry[];
  received: Map<PartyName, readonly ReceivedDelivery[]>;
  bidRequests: Map<PartyName, readonly ReceivedDelivery[]>;
}

export function emptyLeadEvidence(): LeadEvidence {
  return {
    keyPrefix: null,
    form: null,
    portal: null,
    forged: null,
    crm: null,
    again: null,
    withoutConsent: null,
    suppressed: null,
    ping: null,
    post: null,
    timeline: [],
    received: new Map(),
    bidRequests: new Map(),
  };
}

/** Ids that verified deliveries of this type told a party, each as often as it was told by another event. */
export function toldTo(
  { received }: Pick<LeadEvidence, 'received'>,
  name: PartyName,
  { type, id = 'lead_id' }: { type: string; id?: string },
): string[] {
  const events = eventsIn(received.get(name) ?? []);
  return events.filter((event) => event.type === type).map(({ data }) => String(data[id]));
}
