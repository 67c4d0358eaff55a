import { BooleanField, JsonObjectField, NestedListField, PageOf, TextField, TimeField } from '../../../http';
import { type EventType, type JsonObject } from '../event-type';

export class FilterExampleView {
  @TextField({ description: 'Which events it lets through', example: 'Good leads' })
  description: string;

  @JsonObjectField({
    description: 'A `filter` for a webhook',
    example: { data: { quality_score: { $gte: 90 } } },
  })
  filter: JsonObject;
}

export class EventTypeView {
  @TextField({ description: 'Name, unique in the account', example: 'lead.scored' })
  name: string;

  @TextField({ description: 'When it happens and what it is good for', example: 'A lead has got its score.' })
  description: string;

  @JsonObjectField({
    description: "JSON Schema (2020-12) of the event's `data`",
    example: { type: 'object', required: ['lead_id'], properties: { lead_id: { type: 'string' } } },
    nullable: true,
  })
  schema: JsonObject | null;

  @JsonObjectField({
    description: 'A `data` the schema accepts; test deliveries send it',
    example: { lead_id: 'lead_456def' },
    nullable: true,
  })
  example: JsonObject | null;

  @NestedListField({
    description: 'Filters to start from, each of which lets `example` through; none for registered types',
    of: () => FilterExampleView,
    maxItems: 10,
  })
  filter_examples: FilterExampleView[];

  @BooleanField({
    description: 'Part of the platform: known in every account, cannot be changed',
    example: false,
  })
  built_in: boolean;

  @TimeField({ description: 'When it was registered; null for built-in types', nullable: true })
  created: string | null;

  @TimeField({ description: 'When it was last changed; null for built-in types', nullable: true })
  updated: string | null;
}

export const EventTypePageView = PageOf(EventTypeView);

export function toEventTypeView(type: EventType): EventTypeView {
  return {
    name: type.name,
    description: type.description,
    schema: type.schema,
    example: type.example,
    filter_examples: type.filterExamples.map(({ description, filter }) => ({ description, filter })),
    built_in: type.isBuiltIn,
    created: type.createdAt?.toISOString() ?? null,
    updated: type.updatedAt?.toISOString() ?? null,
  };
}
