import { type Lead } from './lead';

/** A lead in the words of the API: what its own page, every event about it and every receiver shows of it. */
export function leadFields(lead: Lead) {
  return {
    source: lead.source,
    phone: lead.phone,
    email: lead.email,
    state: lead.state,
    ...lead.profile,
    consent: lead.consent,
    custom_fields: lead.customFields,
    source_lead_id: lead.sourceLeadId,
    crm_lead_id: lead.crmLeadId,
    eligible: lead.ineligibleReason === null,
    ineligible_reason: lead.ineligibleReason,
  };
}
