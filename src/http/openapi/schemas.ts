import { type OpenAPIObject } from '@nestjs/swagger';

/** A schema of OpenAPI 3.1, which is JSON Schema 2020-12. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  items?: Schema;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  const?: unknown;
  enum?: unknown[];
  example?: unknown;
  examples?: unknown;
  [keyword: string]: unknown;
}

const SCHEMA_PREFIX = '#/components/schemas/';

export function schemaRef(name: string): { $ref: string } {
  return { $ref: SCHEMA_PREFIX + name };
}

function schemaNamed(document: OpenAPIObject, name: string): Schema | undefined {
  return document.components?.schemas?.[name] as Schema | undefined;
}

/**
 * Follows references, also those inside an `allOf` of one: the form a reference takes when it has a
 * description of its own. Keywords beside the reference win over those behind it.
 *
 * @throws Error for a reference to a schema that the document does not have
 */
export function resolveSchema(document: OpenAPIObject, schema: Schema): Schema {
  const { $ref, allOf, ...own } = schema;
  const [only, ...more] = allOf ?? [];
  if ($ref === undefined && (only === undefined || more.length > 0)) return schema;
  if ($ref === undefined) return { ...resolveSchema(document, only!), ...own };
  const target = schemaNamed(document, $ref.slice(SCHEMA_PREFIX.length));
  if (!target) throw new Error(`The OpenAPI document has no ${$ref}`);
  return { ...resolveSchema(document, target), ...own };
}
