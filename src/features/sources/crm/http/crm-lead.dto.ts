import { TextField } from '../../../../http';

const DEFAULT_EVENT_TYPE = 'updated';

/** The fields that mean something to us; the whole body is kept. */
export class CrmLeadDto {
  @TextField({
    description: "The CRM's id of the lead: looked for in leads first, then in follow-up submissions",
    example: 'crm-abc-456',
    maxLength: 255,
    pattern: /\S/,
    patternHint: 'must not be empty',
  })
  crm_lead_id: string;

  @TextField({
    description: 'What happened, such as `created`, `updated` or `status_changed`',
    example: 'status_changed',
    default: DEFAULT_EVENT_TYPE,
    maxLength: 255,
    optional: true,
    nullable: true,
  })
  event_type?: string | null;
}

/** An empty text is no type. */
export function eventTypeOf({ event_type: given }: CrmLeadDto): string {
  return given?.trim() ? given : DEFAULT_EVENT_TYPE;
}
