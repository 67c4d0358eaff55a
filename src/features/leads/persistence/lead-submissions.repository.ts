import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database';
import { type LeadSubmission } from '../lead-submission';
import { PAGE_BYTES, withinBytes } from './within-bytes';

/** Part of the list of a lead, newest first. */
export interface SubmissionRows {
  /** Up to one more than asked for. */
  rows: LeadSubmission[];
  /** Set when the page ends before it is full: more follow below this id. */
  resumeBefore: string | null;
}

const COLUMNS = `id, account_id AS "accountId", lead_id AS "leadId", crm_lead_id AS "crmLeadId", source, message,
  custom_fields AS "customFields", submitted_at AS "submittedAt"`;

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

  /** The newest `limit`, newest first. */
  async listLatest(leadId: string, limit: number): Promise<LeadSubmission[]> {
    return this.database.query<LeadSubmission>(
      `SELECT ${COLUMNS} FROM lead_submissions WHERE lead_id = $1 ORDER BY id DESC LIMIT $2`,
      [leadId, limit],
    );
  }

  /** Newest first, a bounded number of bytes at a time. */
  async list(
    leadId: string,
    { before, limit }: { before: string | null; limit: number },
  ): Promise<SubmissionRows> {
    const fitting = withinBytes({
      rows: `SELECT * FROM lead_submissions WHERE lead_id = $1 AND ($2::text IS NULL OR id < $2)
        ORDER BY id DESC LIMIT $3`,
      columns: ['message', 'custom_fields'],
      bytes: PAGE_BYTES,
    });
    const rows = await this.database.query<LeadSubmission & { found: number }>(
      `SELECT ${COLUMNS}, found FROM ${fitting} ORDER BY id DESC`,
      [leadId, before, limit + 1],
    );
    const isCut = rows.length < (rows[0]?.found ?? 0);
    return { rows, resumeBefore: isCut ? rows.at(-1)!.id : null };
  }
}
