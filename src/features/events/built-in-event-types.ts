import { BUILTIN_EVENT_TYPES } from '../../core/event-types';
import { type EventType } from './event-type';

/** The built-in part of every account's catalogue, by name. */
export const BUILT_IN: ReadonlyMap<string, EventType> = new Map(
  BUILTIN_EVENT_TYPES.map((type) => [
    type.name,
    { ...type, isBuiltIn: true, createdAt: null, updatedAt: null },
  ]),
);
