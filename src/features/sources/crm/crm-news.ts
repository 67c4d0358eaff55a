/** What a CRM tells of a lead, read and checked. */
export interface CrmNews {
  accountId: string;
  crmLeadId: string;
  eventType: string;
  /** The body as it came, and parsed. */
  payloadText: string;
  payload: unknown;
}

/** News that found their lead, and under which ids they are kept and told. */
export interface StoredCrmNews {
  leadId: string;
  activityId: string;
  eventId: string;
}
