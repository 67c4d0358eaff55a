import { type DeliveryStatus } from '../../core/delivery';

/** How the receiver answered last; `none` when it did not answer at all. */
export const STATUS_CODE_CLASSES = ['2xx', '3xx', '4xx', '5xx', 'none'] as const;
export type StatusCodeClass = (typeof STATUS_CODE_CLASSES)[number];

/** What a parked delivery waits for: its webhook to be enabled, or the content of its webhook to be mended. */
export const PARKED_REASONS = ['webhook_disabled', 'mapping_failed'] as const;
export type ParkedReason = (typeof PARKED_REASONS)[number];

/** Selects deliveries; every condition given must hold. */
export interface DeliveryFilter {
  statuses?: readonly DeliveryStatus[] | undefined;
  isParked?: boolean | undefined;
  parkedReason?: ParkedReason | undefined;
  webhookId?: string | undefined;
  eventId?: string | undefined;
  eventType?: string | undefined;
  /** The buyer of the webhook. */
  buyerId?: string | undefined;
  statusCodeClass?: StatusCodeClass | undefined;
  /** Events published at this moment or later. */
  publishedFrom?: Date | undefined;
  /** Events published before this moment. */
  publishedBefore?: Date | undefined;
  /** Ended by then and not sent again since. */
  endedBy?: Date | undefined;
  /** Leaves out what can never be sent again because its webhook was deleted. */
  isReplayable?: true | undefined;
}
