/** News about a lead from the customer's own CRM. */
export interface CrmActivity {
  readonly id: string;
  readonly accountId: string;
  readonly leadId: string;
  /** The CRM's id by which the lead was found. */
  readonly crmLeadId: string;
  readonly eventType: string;
  /** The JSON text as it came. */
  readonly payload: string;
  readonly receivedAt: Date;
}
