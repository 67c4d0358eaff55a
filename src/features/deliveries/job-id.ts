/** What a queued job says: make this attempt of this delivery. It carries nothing else. */
export interface AttemptJob {
  deliveryId: string;
  /** Number the attempt will have, from 1. */
  attemptNumber: number;
}

const JOB_ID = /^(dlv_[0-9a-z]{26})_(\d{1,9})_[0-9a-z]+$/;

/**
 * The queue's id of one attempt at one due time. Ringing for the same attempt twice is harmless while
 * its job exists; an attempt that is brought forward gets a job of its own, and the older one is stale
 * when it fires.
 */
export function toJobId({ deliveryId, attemptNumber }: AttemptJob, dueAt: Date): string {
  return `${deliveryId}_${attemptNumber}_${dueAt.getTime().toString(36)}`;
}

/** @returns null for an id that `toJobId` did not make */
export function parseJobId(id: string): AttemptJob | null {
  const [, deliveryId, attemptNumber] = JOB_ID.exec(id) ?? [];
  return deliveryId === undefined ? null : { deliveryId, attemptNumber: Number(attemptNumber) };
}
