export { BUILTIN_EVENT_TYPES } from './builtin-event-types';
export { type BuiltinEventType, type FilterSuggestion, type JsonSchema } from './data-schema';
export { API_VERSION, buildEventBody, type EventBodyInput } from './event-body';
export { isEventPattern, isEventTypeName, patternsMatching } from './event-type-name';
export { isOutcomeType } from './outcome-event-types';
