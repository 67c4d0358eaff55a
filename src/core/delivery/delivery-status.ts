/** The states of a delivery; every one but `pending` is final until somebody replays it. */
export const DELIVERY_STATUSES = ['pending', 'success', 'failed', 'cancelled'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** What made an attempt happen: the schedule, a person, a bulk replay, or a test of the webhook. */
export const ATTEMPT_TRIGGERS = ['automatic', 'manual', 'replay', 'test'] as const;
export type AttemptTrigger = (typeof ATTEMPT_TRIGGERS)[number];
