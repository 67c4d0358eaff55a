import { JsonObjectField, PageOf, TextField, TimeField } from '../../../http';
import { type LeadSubmission } from '../lead-submission';
import { MaybeText } from './lead-parts.view';
import { LEAD_ID_EXAMPLE } from './lead.view';

export class LeadSubmissionView {
  @TextField({ description: 'Id of the submission', example: 'sub_01kf0m2r7c9b4tqe6v8x1z5n3d' })
  id: string;

  @TextField({ description: 'The lead it is of', example: LEAD_ID_EXAMPLE })
  lead_id: string;

  @MaybeText('Id of this submission in your CRM', 'crm-abc-457')
  crm_lead_id: string | null;

  @MaybeText('Where it is from, in your own word', 'chat')
  source: string | null;

  @MaybeText('What the person wrote', 'Please call after six.')
  message: string | null;

  @JsonObjectField({ description: 'Fields of your own, as they came', example: { page: '/quote' } })
  custom_fields: object;

  @TimeField({ description: 'When the person sent it', example: '2026-01-16T09:00:00.000Z' })
  submitted_at: string;
}

export const LeadSubmissionPageView = PageOf(LeadSubmissionView);

export function toLeadSubmissionView(submission: LeadSubmission): LeadSubmissionView {
  return {
    id: submission.id,
    lead_id: submission.leadId,
    crm_lead_id: submission.crmLeadId,
    source: submission.source,
    message: submission.message,
    custom_fields: submission.customFields,
    submitted_at: submission.submittedAt.toISOString(),
  };
}
