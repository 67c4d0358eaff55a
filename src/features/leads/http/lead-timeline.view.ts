import { EnumField, JsonObjectField, NestedListField, TextField, TimeField } from '../../../http';
import { TIMELINE_ENTRY_TYPES, type TimelineEntry, type TimelineEntryType } from '../timeline-entry';
import { MaybeText } from './lead-parts.view';

class TimelineEntryView {
  @TimeField({ description: 'When it happened' })
  at: string;

  @EnumField({
    description:
      'What happened; `delivery` is a delivery of one of the lead’s events, `event` one that has no type of its own here',
    values: TIMELINE_ENTRY_TYPES,
    example: 'verified',
  })
  type: TimelineEntryType;

  @TextField({
    description: 'A plain sentence for people; it may change, `type` and `details` are for programs',
    example: 'Verification passed with 92 of 100 points; routing approved.',
  })
  title: string;

  @MaybeText('Who told it, when that was not the platform', 'CRM')
  label: string | null;

  @MaybeText('The event that tells of it', 'evt_01kf0k8y20f2etja3vn6y8b1ke')
  event_id: string | null;

  @MaybeText('The delivery', 'dlv_01kf0k8y20f2etkqh7pcw9xz4m')
  delivery_id: string | null;

  @MaybeText('The webhook it goes to', 'wh_01kevbny6gfj4t2r8a5x0c9dqs')
  webhook_id: string | null;

  @JsonObjectField({
    description: 'More, by `type`',
    example: { verification_status: 'passed', quality_score: 92, routing_decision: 'approved' },
    nullable: true,
  })
  details: object | null;
}

export class LeadTimelineView {
  @NestedListField({
    description: 'What happened to the lead, oldest first',
    of: () => TimelineEntryView,
    maxItems: 2_000,
  })
  data: TimelineEntryView[];
}

export function toLeadTimelineView(entries: TimelineEntry[]): LeadTimelineView {
  return { data: entries.map(toEntryView) };
}

function toEntryView(entry: TimelineEntry): TimelineEntryView {
  return {
    at: entry.at.toISOString(),
    type: entry.type,
    title: entry.title,
    label: entry.label ?? null,
    event_id: entry.eventId ?? null,
    delivery_id: entry.deliveryId ?? null,
    webhook_id: entry.webhookId ?? null,
    details: entry.details ?? null,
  };
}
