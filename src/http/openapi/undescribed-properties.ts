import { type OpenAPIObject } from '@nestjs/swagger';
import { resolveSchema, type Schema } from './schemas';

/**
 * JSON pointers of all properties without a description, in this schema and those it holds;
 * `-` stands for the items of an array.
 */
export function undescribedProperties(document: OpenAPIObject, schema: Schema): string[] {
  return search(document, schema, { pointer: '', above: [] });
}

interface Place {
  pointer: string;
  /** Names of the schemas this one is inside of: a schema that holds itself is looked at once. */
  above: string[];
}

function search(document: OpenAPIObject, given: Schema, { pointer, above }: Place): string[] {
  const references = referencesOf(given);
  if (references.some((reference) => above.includes(reference))) return [];
  const schema = resolveSchema(document, given);
  const inside = [...above, ...references];
  const below = (child: Schema, step: string) =>
    search(document, child, { pointer: pointer + step, above: inside });
  const properties = Object.entries(schema.properties ?? {}).flatMap(([name, property]) => [
    ...(resolveSchema(document, property).description ? [] : [`${pointer}/${name}`]),
    ...below(property, `/${name}`),
  ]);
  const alternatives = [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  return [
    ...properties,
    ...(schema.items ? below(schema.items, '/-') : []),
    ...alternatives.flatMap((alternative) => below(alternative, '')),
  ];
}

function referencesOf({ $ref, allOf }: Schema): string[] {
  if ($ref !== undefined) return [$ref];
  return allOf?.length === 1 ? referencesOf(allOf[0]!) : [];
}
