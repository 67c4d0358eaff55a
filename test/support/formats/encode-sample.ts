import jsonata from 'jsonata';
import { BUILTIN_EVENT_TYPES, buildEventBody } from '../../../src/core/event-types';
import {
  type EncodedBody,
  type Encoding,
  type Format,
  type FormatOptions,
  type MappingInput,
} from '../../../src/features/connectors/format';
import { sampleInput } from '../../../src/features/connectors/formats/sample-input';

export const BUILTIN_NAMES = BUILTIN_EVENT_TYPES.map(({ name }) => name);

/** Data of a customer's own event that is over every limit and full of what destinations give a meaning to. */
export const EXCESSIVE_DATA: Record<string, unknown> = Object.fromEntries(
  Array.from({ length: 40 }, (_, index) => [
    `field_${index}`,
    '<b> & "😀" @everyone [x](https://x.example) '.repeat(150),
  ]),
);

export interface SampleCase {
  type?: string;
  data?: Record<string, unknown>;
  options?: FormatOptions;
  /** A mapping in place of the format's own. */
  mapping?: string;
}

/** Encodes an event the way a delivery does: options read, mapping evaluated, content written. */
export async function encodeSample(format: Format, given: SampleCase = {}): Promise<Encoding> {
  const { type = 'lead.verified', data, options = {}, mapping = format.defaultMapping } = given;
  const input = sampleInput(type, data);
  const { event } = input;
  const content: unknown = mapping === null ? event : await evaluate(mapping, input);
  return format.encode(content, {
    input,
    eventBody: buildEventBody({ ...event, apiVersion: event.api_version }),
    options: readOptions(format, options),
    isMapped: mapping !== null,
  });
}

/** The same where nothing but a body will do. */
export async function encodedSample(format: Format, given: SampleCase = {}): Promise<EncodedBody> {
  const encoding = await encodeSample(format, given);
  if (encoding.kind === 'refused') throw new Error(encoding.detail);
  return encoding.encoded;
}

const compiled = new Map<string, jsonata.Expression>();

/** Plain JSON, as the bounded engine hands it over: JSONata's own sequences carry hidden members. */
async function evaluate(mapping: string, input: MappingInput): Promise<unknown> {
  const expression = compiled.get(mapping) ?? jsonata(mapping);
  compiled.set(mapping, expression);
  const result: unknown = await expression.evaluate(input);
  return result === undefined ? undefined : (JSON.parse(JSON.stringify(result)) as unknown);
}

function readOptions(format: Format, given: FormatOptions): FormatOptions {
  const reading = format.readOptions(given);
  if (reading.kind === 'invalid') throw new Error(reading.fields.map(({ detail }) => detail).join(' '));
  return reading.options;
}
