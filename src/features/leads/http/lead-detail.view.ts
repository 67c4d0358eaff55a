import { JsonObjectField, NestedListField, TextField, TimeField } from '../../../http';
import { type CrmActivity } from '../crm-activity';
import { type LeadDetail } from '../lead-details.service';
import { LeadSubmissionView, toLeadSubmissionView } from './lead-submission.view';
import { LeadView, toLeadView } from './lead.view';
import { readPayload } from './read-payload';

const MOST_SHOWN = 100;

class CrmActivityView {
  @TextField({ description: 'Id of the activity', example: 'crm_01kf0m2r7c9b4tqe6v8x1z5n3d' })
  id: string;

  @TextField({ description: 'What happened, in the word of the CRM', example: 'status_changed' })
  event_type: string;

  @TextField({ description: 'The id by which the CRM named the lead', example: 'crm-abc-456' })
  crm_lead_id: string;

  @JsonObjectField({
    description: 'The whole body; numbers that a double cannot hold are texts of the same digits',
    example: { crm_lead_id: 'crm-abc-456', event_type: 'status_changed', status: 'qualified' },
  })
  payload: object;

  @TimeField({ description: 'When it came in', example: '2026-03-05T10:00:00.120Z' })
  received: string;
}

/** A lead with what came after it. */
export class LeadDetailView extends LeadView {
  @NestedListField({
    description: 'Follow-ups, the newest first: at most 100',
    of: () => LeadSubmissionView,
    maxItems: MOST_SHOWN,
  })
  submissions: LeadSubmissionView[];

  @NestedListField({
    description: 'What the CRM told, the newest first: at most 100, fewer where payloads are large',
    of: () => CrmActivityView,
    maxItems: MOST_SHOWN,
  })
  crm_activity: CrmActivityView[];
}

export function toLeadDetailView({ lead, submissions, crmActivity }: LeadDetail): LeadDetailView {
  return {
    ...toLeadView(lead),
    submissions: submissions.map(toLeadSubmissionView),
    crm_activity: crmActivity.map(toCrmActivityView),
  };
}

function toCrmActivityView({ id, eventType, crmLeadId, payload, receivedAt }: CrmActivity): CrmActivityView {
  return {
    id,
    event_type: eventType,
    crm_lead_id: crmLeadId,
    payload: readPayload(payload),
    received: receivedAt.toISOString(),
  };
}
