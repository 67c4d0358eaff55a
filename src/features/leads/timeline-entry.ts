/** What an entry of a lead's timeline tells. */
export const TIMELINE_ENTRY_TYPES = [
  'submitted',
  'offered',
  'sold',
  'call_requested',
  'verified',
  'distributed',
  'held',
  'unassigned',
  'submission',
  'crm_activity',
  'delivery',
  'event',
] as const;
export type TimelineEntryType = (typeof TIMELINE_ENTRY_TYPES)[number];

/** One thing that happened to a lead. */
export interface TimelineEntry {
  at: Date;
  type: TimelineEntryType;
  /** A plain sentence, in which nothing is personal. */
  title: string;
  /** Who told it, when that was not the platform. */
  label?: string;
  eventId?: string | undefined;
  deliveryId?: string;
  webhookId?: string;
  /** In the words of the API. */
  details?: Readonly<Record<string, unknown>>;
}
