import { type CrmActivity } from './crm-activity';
import { type LeadSubmission } from './lead-submission';
import { type TimelineEntry } from './timeline-entry';

/** What the person sent later. */
export function tellFollowUp({ id, crmLeadId, source, submittedAt }: LeadSubmission): TimelineEntry {
  return {
    at: submittedAt,
    type: 'submission',
    title: `A follow-up came in${source === null ? '' : `, from ${source}`}.`,
    details: { submission_id: id, crm_lead_id: crmLeadId, source },
  };
}

/** What the customer's CRM told. */
export function tellCrmActivity(activity: Omit<CrmActivity, 'payload'>): TimelineEntry {
  const { id, crmLeadId, eventType, receivedAt } = activity;
  return {
    at: receivedAt,
    type: 'crm_activity',
    title: `The CRM reported ${eventType}.`,
    label: 'CRM',
    details: { crm_activity_id: id, crm_lead_id: crmLeadId, event_type: eventType },
  };
}
