import { dereference, type OutputUnit, type Schema, Validator } from '@cfworker/json-schema';
import { type FieldError } from '../../core/errors/app-error';
import { type JsonObject } from './event-type';
import { METASCHEMA } from './metaschema';
import { runBounded } from './run-bounded';

const MAX_BYTES = 64 * 1024;
/** A sound schema of this size takes a few milliseconds. */
const TIME_LIMIT_MS = 250;
const MAX_FIELDS = 20;
const MAX_DETAIL_LENGTH = 200;

/**
 * Judges a JSON Schema (draft 2020-12) a customer wrote, and the example that goes with it. The schema is
 * interpreted, never compiled to code, and only for a limited time: its patterns and references are foreign.
 *
 * @returns every fault found, at `/schema…` or `/example…`, at most 20; empty when both can be kept
 */
export function checkSchema(schema: JsonObject | null, example: JsonObject | null): FieldError[] {
  const tooLarge = [...checkSize('/schema', schema), ...checkSize('/example', example)];
  if (tooLarge.length > 0 || schema === null) return tooLarge;
  // The interpreter leaves marks on what it reads.
  const copy = structuredClone(schema) as Schema;
  const result = runBounded(() => findFaults(copy, example), TIME_LIMIT_MS);
  switch (result.kind) {
    case 'done':
      return result.value.slice(0, MAX_FIELDS);
    case 'too_long':
      return [{ pointer: '/schema', detail: 'must be simpler: checking the example took too long' }];
    case 'failed':
      return [
        { pointer: '/schema', detail: 'must be a schema that ends: its ids or references lead nowhere' },
      ];
    default:
      return result satisfies never;
  }
}

function checkSize(pointer: string, value: JsonObject | null): FieldError[] {
  const isTooLarge = Buffer.byteLength(JSON.stringify(value)) > MAX_BYTES;
  return isTooLarge ? [{ pointer, detail: 'must be at most 64 KiB as compact JSON' }] : [];
}

function findFaults(schema: Schema, example: JsonObject | null): FieldError[] {
  const malformed = validate(METASCHEMA, schema, '/schema');
  if (malformed.length > 0) return malformed;
  const dangling = findDanglingReferences(schema);
  if (dangling.length > 0 || example === null) return dangling;
  return validate(schema, example, '/example');
}

function validate(schema: Schema, instance: unknown, root: string): FieldError[] {
  const { errors } = new Validator(schema, '2020-12', false).validate(instance);
  const details = new Map<string, string>();
  for (const error of errors.filter(isCause)) {
    const pointer = root + decodeURIComponent(error.instanceLocation.slice(1));
    if (!details.has(pointer)) details.set(pointer, error.error.slice(0, MAX_DETAIL_LENGTH));
  }
  return Array.from(details, ([pointer, detail]) => ({ pointer, detail }));
}

/** A keyword that failed because of what is below it is followed by what failed there. */
function isCause({ keywordLocation }: OutputUnit, index: number, errors: OutputUnit[]): boolean {
  return errors[index + 1]?.keywordLocation.startsWith(`${keywordLocation}/`) !== true;
}

/** References are resolved inside the document only; nothing is ever fetched. */
function findDanglingReferences(schema: Schema): FieldError[] {
  const known = dereference(schema);
  const dangling = Object.values(known).filter(
    (part): part is Schema =>
      typeof part === 'object' && part.__absolute_ref__ !== undefined && !(part.__absolute_ref__ in known),
  );
  return dangling.map((part) => ({
    pointer: `/schema${decodeURIComponent(new URL(part.__absolute_uri__!).hash.slice(1))}/$ref`,
    detail: 'must refer to a part of this schema',
  }));
}
