import { type OpenAPIObject } from '@nestjs/swagger';
import { mapOperations } from './operations';
import { resolveSchema, type Schema } from './schemas';

/** Gives every request body that has no example of its own one made of the examples of its fields. */
export function withRequestExamples(document: OpenAPIObject): OpenAPIObject {
  return mapOperations(document, ({ operation }) => {
    const { requestBody } = operation;
    if (!requestBody || !('content' in requestBody)) return operation;
    const content = Object.entries(requestBody.content).map(([type, media]) => [
      type,
      media.example !== undefined || media.examples
        ? media
        : { ...media, ...exampleOf(document, media.schema) },
    ]);
    return {
      ...operation,
      requestBody: { ...requestBody, content: Object.fromEntries(content) },
    };
  });
}

function exampleOf(document: OpenAPIObject, schema: object | undefined): { example?: unknown } {
  const example = schema && composeExample(document, schema as Schema);
  const isTelling = typeof example === 'object' && example !== null && Object.keys(example).length > 0;
  return isTelling ? { example } : {};
}

/** @returns undefined when a required field, here or deeper, has no example */
function composeExample(document: OpenAPIObject, given: Schema): unknown {
  const schema = resolveSchema(document, given);
  if (Array.isArray(schema.examples)) return schema.examples[0];
  if (schema.const !== undefined) return schema.const;
  const other = schema.anyOf?.find(({ type }) => type !== 'null');
  if (other) return composeExample(document, other);
  if (schema.properties) return composeObject(document, schema.properties, schema.required ?? []);
  if (schema.items) {
    const item = composeExample(document, schema.items);
    return item === undefined ? undefined : [item];
  }
  return undefined;
}

function composeObject(
  document: OpenAPIObject,
  properties: Record<string, Schema>,
  required: string[],
): unknown {
  const entries = Object.entries(properties)
    .map(([name, schema]) => [name, composeExample(document, schema)] as const)
    .filter(([, example]) => example !== undefined);
  const named = new Set(entries.map(([name]) => name));
  return required.every((name) => named.has(name)) ? Object.fromEntries(entries) : undefined;
}
