import { OmitType, PartialType } from '@nestjs/swagger';
import { JsonObjectField, TextField } from '../../../http';
import { type EventTypeChanges, type EventTypeDraft, type JsonObject } from '../event-type';

export class CreateEventTypeDto {
  @TextField({
    description: 'At least two segments of `a-z 0-9 _ -`, joined by dots. `delivery.` is reserved.',
    example: 'lead.scored',
    maxLength: 100,
    // What core's isEventTypeName accepts, in a form the OpenAPI document can show.
    pattern: /^[a-z0-9_-]+(\.[a-z0-9_-]+)+$/,
    patternHint: 'must be two or more segments of a-z, 0-9, _ and -, joined by dots',
  })
  name: string;

  @TextField({
    description: 'When it happens and what it is good for',
    example: 'A lead has got its score.',
    maxLength: 500,
  })
  description: string;

  @JsonObjectField({
    description: "JSON Schema (2020-12) of the event's `data`, at most 64 KiB; references stay inside it",
    example: { type: 'object', required: ['lead_id'], properties: { lead_id: { type: 'string' } } },
    optional: true,
    nullable: true,
  })
  schema?: JsonObject | null;

  @JsonObjectField({
    description: 'A `data` the schema accepts, at most 64 KiB; test deliveries send it',
    example: { lead_id: 'lead_456def' },
    optional: true,
    nullable: true,
  })
  example?: JsonObject | null;
}

/** What is left out stays as it is; null removes a schema or an example. */
export class UpdateEventTypeDto extends PartialType(OmitType(CreateEventTypeDto, ['name']), {
  skipNullProperties: false,
}) {}

export function toEventTypeDraft(dto: CreateEventTypeDto): EventTypeDraft {
  return {
    name: dto.name,
    description: dto.description,
    schema: dto.schema ?? null,
    example: dto.example ?? null,
  };
}

export function toEventTypeChanges({ description, schema, example }: UpdateEventTypeDto): EventTypeChanges {
  return {
    ...(description !== undefined && { description }),
    ...(schema !== undefined && { schema }),
    ...(example !== undefined && { example }),
  };
}
