import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { FILTER_EXAMPLES, FILTER_SCHEMA } from '../../../core/filter';
import { MAPPING_LIMITS } from '../../../core/mapping';
import { EnumField, JsonObjectField, TextField } from '../../../http';
import { FORMAT_NAMES, REQUEST_METHODS } from '../../connectors';

/** The fields that say what deliveries look like and which are wanted, for requests and answers alike. */
interface Presence {
  /** May be left out of a request. */
  optional?: boolean;
}

export function FormatField(presence: Presence): PropertyDecorator {
  return EnumField({
    ...presence,
    description: 'How deliveries are written, signed and judged',
    example: 'synaptis',
    values: FORMAT_NAMES,
    ...(presence.optional && { default: 'synaptis' }),
  });
}

export function FormatOptionsField(presence: Presence): PropertyDecorator {
  return JsonObjectField({
    ...presence,
    description:
      'Options of the format, replaced as a whole; those left out have their defaults. A change of `format` without ' +
      'options starts from the defaults of the new one',
    example: {},
    maxBytes: 131_072,
  });
}

export function MethodField(presence: Presence): PropertyDecorator {
  return EnumField({
    ...presence,
    description: 'HTTP method of deliveries',
    example: 'POST',
    values: REQUEST_METHODS,
    ...(presence.optional && { default: 'POST' }),
  });
}

/** @param what the mapping makes, as the rest of a sentence */
export function MappingField(what: string, { optional, example }: Presence & { example: string }) {
  return TextField({
    description: `A JSONata expression over \`{event, webhook, buyer}\` that makes ${what}`,
    example,
    nullable: true,
    optional,
    minLength: 1,
    maxLength: MAPPING_LIMITS.expressionBytes,
  });
}

/** Described by the filter's own schema; its examples are those of the documentation. */
export function FilterField(presence: Presence): PropertyDecorator {
  return applyDecorators(
    JsonObjectField({ ...presence, description: FILTER_SCHEMA['description'] as string, nullable: true }),
    ApiProperty({ examples: FILTER_EXAMPLES.map(({ filter }) => filter) }),
  );
}

export const MAPPING_EXAMPLES = {
  body: '{"lead": event.data.lead_id, "score": event.data.quality_score}',
  headers: '{"x-lead-id": event.data.lead_id}',
  url: '"/leads/" & event.data.lead_id',
} as const;
