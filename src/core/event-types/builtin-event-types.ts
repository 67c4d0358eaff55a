import { AUCTION_EVENT_TYPES } from './auction-event-types';
import { type BuiltinEventType } from './data-schema';
import { LEAD_EVENT_TYPES } from './lead-event-types';
import { OUTCOME_EVENT_TYPES } from './outcome-event-types';

/** The event types every account has without registering them. */
export const BUILTIN_EVENT_TYPES: readonly BuiltinEventType[] = [
  ...LEAD_EVENT_TYPES,
  ...OUTCOME_EVENT_TYPES,
  ...AUCTION_EVENT_TYPES,
];
