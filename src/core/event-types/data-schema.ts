/** A JSON Schema, as plain JSON. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** A filter that webhooks may have, as a starting point for one's own. */
export interface FilterSuggestion {
  /** Which events it lets through, in a few words. */
  description: string;
  /** As `compileFilter` of core/filter takes it. */
  filter: Readonly<Record<string, unknown>>;
}

/** An event type the platform knows from the start. */
export interface BuiltinEventType {
  name: string;
  /** When it happens and what it is good for, in a sentence or two. */
  description: string;
  /** JSON Schema 2020-12 of the event's `data`. */
  schema: JsonSchema;
  /** A `data` the schema accepts; what a test delivery sends. */
  example: Readonly<Record<string, unknown>>;
  /** Filters that let `example` through. */
  filterExamples: readonly FilterSuggestion[];
}

/**
 * An object that has all of `required` and may have `optional`. Members beyond these are allowed: payloads
 * grow, and receivers are told to pass over what they do not know.
 */
export function objectSchema(
  required: Record<string, JsonSchema>,
  optional: Record<string, JsonSchema> = {},
): JsonSchema {
  return { type: 'object', properties: { ...required, ...optional }, required: Object.keys(required) };
}

/** The same as a schema document of its own. */
export function dataSchema(
  required: Record<string, JsonSchema>,
  optional: Record<string, JsonSchema> = {},
): JsonSchema {
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', ...objectSchema(required, optional) };
}

/** What `schema` accepts, or null. */
export function nullable(schema: JsonSchema): JsonSchema {
  return { anyOf: [schema, { type: 'null' }] };
}

export const TEXT: JsonSchema = { type: 'string', minLength: 1 };
export const BOOLEAN: JsonSchema = { type: 'boolean' };
export const TIMESTAMP: JsonSchema = { type: 'string', format: 'date-time' };
export const SCORE: JsonSchema = { type: 'integer', minimum: 0, maximum: 100 };
export const COUNT: JsonSchema = { type: 'integer', minimum: 1 };
export const AMOUNT: JsonSchema = { type: 'number', minimum: 0 };
export const CURRENCY: JsonSchema = { type: 'string', pattern: '^[A-Z]{3}$', description: 'ISO 4217' };
