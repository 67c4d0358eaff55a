import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database';
import { type LeadSubmission } from '../lead-submission';

/** Follow-up submissions of leads. */
@Injectable()
export class LeadSubmissionsRepository {
  constructor(private readonly database: Database) {}

  async insert(submission: LeadSubmission): Promise<void> {
    const { id, accountId, leadId, crmLeadId, source, message, customFields, submittedAt } = submission;
    await this.database.query(
      `INSERT INTO lead_submissions
         (id, account_id, lead_id, crm_lead_id, source, message, custom_fields, submitted_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, accountId, leadId, crmLeadId, source, message, JSON.stringify(customFields), submittedAt],
    );
  }

  /** Those stored last first, up to `limit` of them. */
  async list(
    leadId: string,
    { before, limit }: { before: string | null; limit: number },
  ): Promise<LeadSubmission[]> {
    return this.database.query<LeadSubmission>(
      `SELECT id, account_id AS "accountId", lead_id AS "leadId", crm_lead_id AS "crmLeadId", source, message,
         custom_fields AS "customFields", submitted_at AS "submittedAt"
       FROM lead_submissions WHERE lead_id = $1 AND ($2::text IS NULL OR id < $2)
       ORDER BY id DESC LIMIT $3`,
      [leadId, before, limit],
    );
  }
}
