import { TextField, TimeField, toDate } from '../../../http';
import { type NewLeadSubmission } from '../lead-submissions.service';
import { CrmLeadIdField, CustomFieldsField } from './lead-request-fields';

export class CreateLeadSubmissionDto {
  @CrmLeadIdField({ optional: true })
  crm_lead_id?: string;

  @TextField({
    description: 'Where it is from, in your own word',
    example: 'chat',
    minLength: 1,
    maxLength: 100,
    optional: true,
  })
  source?: string;

  @TextField({
    description: 'What the person wrote',
    example: 'Please call after six.',
    maxLength: 5000,
    optional: true,
  })
  message?: string;

  @CustomFieldsField('Fields of your own, kept as they are')
  custom_fields?: Record<string, unknown>;

  @TimeField({
    description: 'When the person sent it; now when left out',
    example: '2026-01-16T09:00:00.000Z',
    optional: true,
  })
  submitted_at?: string;
}

export function toNewLeadSubmission(dto: CreateLeadSubmissionDto): NewLeadSubmission {
  return {
    crmLeadId: dto.crm_lead_id ?? null,
    source: dto.source ?? null,
    message: dto.message ?? null,
    customFields: dto.custom_fields ?? {},
    submittedAt: toDate(dto.submitted_at) ?? null,
  };
}
