import { type FilterSuggestion } from '../../core/event-types';

export type JsonObject = Readonly<Record<string, unknown>>;

/** An entry of the catalogue: built in, or registered by the account. */
export interface EventType {
  readonly name: string;
  readonly description: string;
  /** JSON Schema 2020-12 of the event's `data`. */
  readonly schema: JsonObject | null;
  /** A `data` the schema accepts; what a test delivery sends. */
  readonly example: JsonObject | null;
  /** Filters that let `example` through; registered types have none. */
  readonly filterExamples: readonly FilterSuggestion[];
  readonly isBuiltIn: boolean;
  /** Null for built-in types. */
  readonly createdAt: Date | null;
  readonly updatedAt: Date | null;
}

export type EventTypeDraft = Pick<EventType, 'name' | 'description' | 'schema' | 'example'>;
export type EventTypeChanges = Partial<Omit<EventTypeDraft, 'name'>>;
