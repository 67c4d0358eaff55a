/** The columns of a `Lead`, for every query that reads one. */
export const LEAD_COLUMNS = `id, account_id AS "accountId", door, source, phone, email, state, profile, consent,
  custom_fields AS "customFields", source_lead_id AS "sourceLeadId", crm_lead_id AS "crmLeadId",
  ineligible_reason AS "ineligibleReason", reserved_buyer_id AS "reservedBuyerId", step, verification,
  verified_at AS "verifiedAt", buyer_id AS "buyerId", unassigned_reason AS "unassignedReason",
  routed_at AS "routedAt", created_at AS "createdAt", updated_at AS "updatedAt"`;
