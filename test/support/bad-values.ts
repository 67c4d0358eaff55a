import { type ApiDocument, type DocumentSchema } from './api-document';

interface Schema extends DocumentSchema {
  type?: string | string[];
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  enum?: unknown[];
  pattern?: string;
  format?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  maxProperties?: number;
  uniqueItems?: boolean;
  additionalProperties?: unknown;
  examples?: unknown[];
}

export interface BadBody {
  /** JSON pointer of the one field at fault. */
  pointer: string;
  value: unknown;
  body: object;
}

/** A field that has to go: JSON has no word for that. */
const LEFT_OUT = Symbol('left out');
/** For patterns: none of these is a word of the API. */
const ODD_TEXTS = [' ', '!', 'ü', '/', '~'];

/**
 * Bodies with one bad field each, made of a good one: every field of the schema, at any depth of objects, with
 * values on the wrong side of each limit that the document tells.
 * @param isOpen whether fields that are not in the schema are welcome at the top
 */
export function badBodies(
  document: ApiDocument,
  { schema, example, isOpen }: { schema: DocumentSchema; example: object; isOpen: boolean },
): BadBody[] {
  const unknown = isOpen ? [] : [['surprise']];
  return [...unknown.map((path) => ({ path, value: 1 as unknown })), ...badFields(document, schema, [])].map(
    ({ path, value }) => ({
      pointer: path.map((step) => `/${step}`).join(''),
      value: value === LEFT_OUT ? 'left out' : value,
      body: withValue(example, path, value),
    }),
  );
}

interface BadField {
  path: string[];
  value: unknown;
}

function badFields(document: ApiDocument, given: DocumentSchema, path: string[]): BadField[] {
  const { properties = {}, required = [] } = resolve(document, given);
  return Object.entries(properties).flatMap(([name, property]) => {
    const place = [...path, name];
    const schema = resolve(document, property);
    return [
      ...(required.includes(name) ? [LEFT_OUT] : []),
      ...(isNullable(property) ? [] : [null]),
      ...badValues(schema),
    ]
      .map((value): BadField => ({ path: place, value }))
      .concat(schema.properties ? [{ path: [...place, 'surprise'], value: 1 }] : [])
      .concat(badFields(document, schema, place));
  });
}

/** Not null, whatever the schema: see `isNullable`. */
function badValues(schema: Schema): unknown[] {
  switch ([schema.type].flat().find((type) => type !== 'null')) {
    case 'string':
      return [7, true, [], { a: 1 }, 'a\u0000b', 'a\ud800', ...badTexts(schema)];
    case 'integer':
      return ['1', 1.5, ...badNumbers(schema)];
    case 'number':
      return ['1', ...badNumbers(schema)];
    case 'boolean':
      return ['true', 0, []];
    case 'array':
      return ['x', 7, { 0: 'x' }, ...badLists(schema)];
    case 'object':
      return ['x', 7, true, [], ...tooManyKeys(schema)];
    default:
      throw new Error(`What is bad for ${JSON.stringify(schema)}?`);
  }
}

function badTexts({ minLength = 0, maxLength, enum: values, pattern, format }: Schema): string[] {
  const odd = pattern && ODD_TEXTS.find((text) => !new RegExp(pattern).test(text));
  return [
    ...(minLength > 0 ? ['x'.repeat(minLength - 1)] : []),
    ...(maxLength === undefined ? [] : ['x'.repeat(maxLength + 1)]),
    ...(values ? ['no-such-value', ''] : []),
    ...(odd ? [odd] : []),
    ...(format === 'date-time' ? ['yesterday', '2026-01-01', '2026-02-30T00:00:00Z'] : []),
  ];
}

function badNumbers({ minimum, maximum }: Schema): unknown[] {
  return [
    ...[[], true],
    ...(minimum === undefined ? [] : [minimum - 1]),
    ...(maximum === undefined ? [] : [maximum + 1]),
  ];
}

function badLists({ minItems = 0, maxItems, items, uniqueItems }: Schema): unknown[][] {
  const isOfTexts = items?.type === 'string';
  const twice = items?.enum?.[0] ?? 'a.b';
  return [
    ...(minItems > 0 ? [[]] : []),
    ...(maxItems === undefined ? [] : [Array.from({ length: maxItems + 1 }, (_, index) => `n${index}`)]),
    ...(isOfTexts ? [[7], [null], ['a\u0000b']] : []),
    ...(uniqueItems && isOfTexts ? [[twice, twice]] : []),
  ];
}

function tooManyKeys({ maxProperties }: Schema): object[] {
  if (maxProperties === undefined) return [];
  return [Object.fromEntries(Array.from({ length: maxProperties + 1 }, (_, index) => [`key${index}`, 'x']))];
}

function withValue(body: unknown, [step, ...rest]: string[], value: unknown): object {
  const copy = { ...(typeof body === 'object' ? body : {}) } as Record<string, unknown>;
  if (rest.length > 0) copy[step!] = withValue(copy[step!], rest, value);
  else if (value === LEFT_OUT) delete copy[step!];
  else copy[step!] = value;
  return copy;
}

/** Without references, and without the alternative that is null. */
function resolve(document: ApiDocument, given: DocumentSchema): Schema {
  const { $ref, allOf, anyOf, oneOf, ...own } = given as Schema;
  const inner = $ref
    ? document.components.schemas[$ref.split('/').at(-1)!]!
    : [...(allOf ?? []), ...(anyOf ?? []), ...(oneOf ?? [])].find(({ type }) => type !== 'null');
  return inner ? { ...resolve(document, inner), ...own } : own;
}

function isNullable({ type, anyOf = [], oneOf = [] }: Schema): boolean {
  return [type].flat().includes('null') || [...anyOf, ...oneOf].some((one) => one.type === 'null');
}
