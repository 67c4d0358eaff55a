import { type DeliveryStatus } from '../../core/delivery';
import { type ReplayPosition } from './replay-position';

export const REPLAY_STATUSES = ['running', 'completed', 'cancelled'] as const;
export type ReplayStatus = (typeof REPLAY_STATUSES)[number];

/** Which deliveries a replay sends again; every condition given must hold. */
export interface ReplayFilter {
  webhookId: string | null;
  /** The buyer of the webhook. */
  buyerId: string | null;
  eventType: string | null;
  /** Null: whatever has ended. */
  status: DeliveryStatus | null;
  /** Events published at this time or later, and before the other. */
  createdAfter: Date;
  createdBefore: Date;
  /** Also events that a webhook never got, because it did not exist or was disabled then. */
  missing: boolean;
  /** Deliveries that end later are not matched; by the database's clock, which also stamps their ends. */
  endedBy: Date;
}

/** What a replay is about, of a stored one or of one that is only counted. */
export type ReplaySelection = Pick<Replay, 'accountId' | 'filter' | 'createdAt'>;

/** A stored bulk job. */
export interface Replay {
  readonly id: string;
  readonly accountId: string;
  readonly filter: ReplayFilter;
  readonly status: ReplayStatus;
  /** What matched when the replay was made. */
  readonly matched: number;
  /** What has been sent so far. */
  readonly sent: number;
  readonly position: ReplayPosition;
  readonly createdAt: Date;
  readonly completedAt: Date | null;
}
