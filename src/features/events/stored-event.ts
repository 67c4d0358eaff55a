/** One published fact. The body is the exact text every attempt sends. */
export interface StoredEvent {
  readonly id: string;
  readonly accountId: string;
  readonly buyerId: string | null;
  readonly type: string;
  readonly body: string;
  readonly createdAt: Date;
}

/** An event as lists show it: without its body, which may be a megabyte. */
export type EventSummary = Omit<StoredEvent, 'body'>;

export interface EventFilter {
  type?: string;
  buyerId?: string;
  /** Published at this time or later. */
  createdAfter?: Date;
  /** Published before this time. */
  createdBefore?: Date;
}
