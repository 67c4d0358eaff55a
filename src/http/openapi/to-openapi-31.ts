import { type OpenAPIObject } from '@nestjs/swagger';
import { mapOperations, type Operation } from './operations';
import { type Schema } from './schemas';

/**
 * Brings schemas from the dialect the decorators speak (OpenAPI 3.0) to JSON Schema 2020-12, which 3.1 uses:
 * `example` becomes `examples`. Nest itself turns `nullable` into the type `null` and leaves this one.
 * Examples, defaults and enumerations are data and stay as they are, whatever keys they have.
 */
export function toOpenApi31(document: OpenAPIObject): OpenAPIObject {
  const { components } = document;
  const schemas = mapValues((components?.schemas ?? {}) as Record<string, Schema>, toSchema31);
  return mapOperations(
    { ...document, components: { ...components, schemas: asIs(schemas) } },
    ({ operation }) => withSchemas31(operation),
  );
}

/** One schema and everything below it. */
function toSchema31(schema: Schema): Schema {
  const { example, ...rest } = schema;
  const converted: Schema = { ...rest, ...(example !== undefined && { examples: [example] }) };
  for (const name of ['allOf', 'anyOf', 'oneOf'] as const) {
    if (schema[name]) converted[name] = schema[name].map(toSchema31);
  }
  if (schema.items) converted.items = toSchema31(schema.items);
  if (schema.properties) converted.properties = mapValues(schema.properties, toSchema31);
  if (typeof schema.additionalProperties === 'object') {
    converted.additionalProperties = toSchema31(schema.additionalProperties);
  }
  return converted;
}

function withSchemas31(operation: Operation): Operation {
  const { parameters, requestBody, responses } = operation;
  return {
    ...operation,
    ...(parameters && { parameters: parameters.map(convertHolder) }),
    ...(requestBody && { requestBody: withContent31(requestBody) }),
    responses: mapValues(responses as Record<string, object>, withContent31) as Operation['responses'],
  };
}

function withContent31<T extends object>(holder: T): T {
  if (!('content' in holder)) return holder;
  return { ...holder, content: mapValues(holder.content as Record<string, object>, convertHolder) };
}

function convertHolder<T extends object>(holder: T): T {
  if (!('schema' in holder)) return holder;
  return { ...holder, schema: toSchema31(holder.schema as Schema) };
}

function mapValues<T>(values: Record<string, T>, change: (value: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value)]));
}

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

/** Nest types schemas by 3.0, where `type` is one text and `examples` may be a map. */
function asIs(schemas: Record<string, Schema>): Schemas {
  return schemas as Schemas;
}
