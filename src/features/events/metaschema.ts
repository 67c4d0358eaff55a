import { type Schema } from '@cfworker/json-schema';

const TYPES: Schema = { enum: ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'] };
const SCHEMA: Schema = { $ref: '#' };
const SCHEMAS: Schema = { type: 'array', minItems: 1, items: SCHEMA };
const SCHEMAS_BY_NAME: Schema = { type: 'object', additionalProperties: SCHEMA };
const TEXT: Schema = { type: 'string' };
const REGEX: Schema = { type: 'string', format: 'regex' };
const NUMBER: Schema = { type: 'number' };
const COUNT: Schema = { type: 'integer', minimum: 0 };
const FLAG: Schema = { type: 'boolean' };
const NAMES: Schema = { type: 'array', items: TEXT, uniqueItems: true };

/**
 * What a JSON Schema of draft 2020-12 may look like: the eight documents of
 * https://json-schema.org/draft/2020-12/schema in one, with the dynamic references spelled out.
 */
export const METASCHEMA: Schema = {
  type: ['object', 'boolean'],
  properties: {
    // Core
    $schema: {
      enum: ['https://json-schema.org/draft/2020-12/schema', 'https://json-schema.org/draft/2020-12/schema#'],
    },
    $id: { type: 'string', pattern: '^[^#]*#?$' },
    $anchor: { type: 'string', pattern: '^[A-Za-z_][-A-Za-z0-9._]*$' },
    $ref: TEXT,
    $dynamicAnchor: { type: 'string', pattern: '^[A-Za-z_][-A-Za-z0-9._]*$' },
    $dynamicRef: TEXT,
    $comment: TEXT,
    $defs: SCHEMAS_BY_NAME,
    // Applicators
    prefixItems: SCHEMAS,
    items: SCHEMA,
    contains: SCHEMA,
    additionalProperties: SCHEMA,
    properties: SCHEMAS_BY_NAME,
    patternProperties: { ...SCHEMAS_BY_NAME, propertyNames: { format: 'regex' } },
    dependentSchemas: SCHEMAS_BY_NAME,
    propertyNames: SCHEMA,
    if: SCHEMA,
    // oxlint-disable-next-line unicorn/no-thenable -- the keyword is called that
    then: SCHEMA,
    else: SCHEMA,
    allOf: SCHEMAS,
    anyOf: SCHEMAS,
    oneOf: SCHEMAS,
    not: SCHEMA,
    unevaluatedItems: SCHEMA,
    unevaluatedProperties: SCHEMA,
    // Validation
    type: { anyOf: [TYPES, { type: 'array', items: TYPES, minItems: 1, uniqueItems: true }] },
    enum: { type: 'array' },
    multipleOf: { type: 'number', exclusiveMinimum: 0 },
    maximum: NUMBER,
    exclusiveMaximum: NUMBER,
    minimum: NUMBER,
    exclusiveMinimum: NUMBER,
    maxLength: COUNT,
    minLength: COUNT,
    pattern: REGEX,
    maxItems: COUNT,
    minItems: COUNT,
    uniqueItems: FLAG,
    maxContains: COUNT,
    minContains: COUNT,
    maxProperties: COUNT,
    minProperties: COUNT,
    required: NAMES,
    dependentRequired: { type: 'object', additionalProperties: NAMES },
    // Annotations
    title: TEXT,
    description: TEXT,
    deprecated: FLAG,
    readOnly: FLAG,
    writeOnly: FLAG,
    examples: { type: 'array' },
    format: TEXT,
    contentEncoding: TEXT,
    contentMediaType: TEXT,
    contentSchema: SCHEMA,
  },
};
