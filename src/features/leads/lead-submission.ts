/** A follow-up of a lead that is known already. */
export interface LeadSubmission {
  /** `sub_…` */
  readonly id: string;
  readonly accountId: string;
  readonly leadId: string;
  readonly crmLeadId: string | null;
  readonly source: string | null;
  readonly message: string | null;
  readonly customFields: Readonly<Record<string, unknown>>;
  readonly submittedAt: Date;
}
