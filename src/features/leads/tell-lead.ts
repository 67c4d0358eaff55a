import { type Lead, type LeadDoor } from './lead';
import { type LeadEvent } from './persistence/lead-events.repository';
import { tellRouting } from './tell-routing';
import { type TimelineEntry } from './timeline-entry';

const DOORS: Record<LeadDoor, string> = {
  api: 'the API',
  streamsynq: 'the Streamsynq webhook',
  ping: 'an auction',
};

/** Events that other entries stand for, because the rows they tell of stay when events are no longer kept. */
const TOLD_BY_ROWS = new Set(['lead.submitted', 'lead.verified', 'lead.distributed', 'lead.crm_updated']);

/** What the platform did with a lead. @param events those that tell of it */
export function tellLead(lead: Lead, events: LeadEvent[]): TimelineEntry[] {
  const eventOf = (type: string) => events.find((event) => event.type === type)?.id;
  const verified = tellVerification(lead, eventOf('lead.verified'));
  const routed = tellRouting(lead, eventOf('lead.distributed'));
  return [
    tellSubmission(lead, eventOf('lead.submitted')),
    ...events.filter(({ type }) => !TOLD_BY_ROWS.has(type)).map(tellEvent),
    ...(verified ? [verified] : []),
    ...(routed ? [routed] : []),
  ];
}

function tellSubmission(lead: Lead, eventId: string | undefined): TimelineEntry {
  const { createdAt: at, door, source, ineligibleReason } = lead;
  return {
    at,
    type: 'submitted',
    title: `Came in through ${DOORS[door]}${source === null ? '' : `, from ${source}`}.`,
    eventId,
    details: { door, source, eligible: ineligibleReason === null, ineligible_reason: ineligibleReason },
  };
}

function tellVerification({ verifiedAt, verification }: Lead, eventId: string | undefined) {
  if (verifiedAt === null || verification === null) return null;
  const { verification_status, quality_score, routing_decision } = verification;
  return {
    at: verifiedAt,
    type: 'verified',
    title: `Verification ${verification_status} with ${quality_score} of 100 points; routing ${routing_decision}.`,
    eventId,
    details: { verification_status, quality_score, routing_decision },
  } satisfies TimelineEntry;
}

const EVENT_ENTRIES: Record<string, Pick<TimelineEntry, 'type' | 'title'>> = {
  'lead.call_requested': { type: 'call_requested', title: 'A call was requested.' },
  'ping.received': { type: 'offered', title: 'Offered to the buyers who bid, before it came in.' },
  'bid.won': { type: 'sold', title: 'A buyer won the auction.' },
};

function tellEvent({ id, type, createdAt: at }: LeadEvent): TimelineEntry {
  const entry = EVENT_ENTRIES[type] ?? { type: 'event', title: `${type} was published.` };
  return { at, ...entry, eventId: id };
}
