/** What a CRM tells of a lead, read and checked. */
export interface CrmNews {
  accountId: string;
  crmLeadId: string;
  eventType: string;
  /** The body as it came, and parsed. */
  payloadText: string;
  payload: unknown;
}

/** What became of it; null as lead when nobody knows its CRM id. */
export interface StoredCrmNews {
  leadId: string;
  activityId: string;
  eventId: string;
}
