import { CrmLeadIdField, CustomFieldsField } from './lead-request-fields';

/** What is left out stays as it is. */
export class UpdateLeadDto {
  @CrmLeadIdField({ optional: true, nullable: true })
  crm_lead_id?: string | null;

  @CustomFieldsField('Fields of your own; they replace those of the lead as a whole')
  custom_fields?: Record<string, unknown>;
}
