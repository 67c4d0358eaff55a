import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database';
import { type Lead } from '../lead';
import { type LeadFilter } from '../lead-filter';
import { LEAD_COLUMNS } from './lead-columns';
import { type LeadConditions, toLeadConditions } from './lead-conditions';
import { PAGE_BYTES, withinBytes } from './within-bytes';

/** Part of a filtered list, newest first. */
export interface LeadRows {
  /** Up to one more than asked for. */
  rows: Lead[];
  /** Set when the page ends before it is full: more may follow below this id. */
  resumeBefore: string | null;
}

/** What of a lead its owner may change; what is left out stays as it is. */
export interface LeadChanges {
  crmLeadId?: string | null | undefined;
  /** Replaces the custom fields as a whole. */
  customFields?: Readonly<Record<string, unknown>> | undefined;
}

/** Most rows a page is looked for in, when no index answers the filter alone. */
const ROWS_PER_LOOK = 10_000;

/** Leads as their account sees them: read by key, never by offset, a bounded number of rows at a time. */
@Injectable()
export class LeadsRepository {
  constructor(private readonly database: Database) {}

  async find(accountId: string, id: string): Promise<Lead | null> {
    const [lead] = await this.database.query<Lead>(
      `SELECT ${LEAD_COLUMNS} FROM leads WHERE id = $1 AND account_id = $2`,
      [id, accountId],
    );
    return lead ?? null;
  }

  async list(
    accountId: string,
    filter: LeadFilter,
    { before, limit }: { before: string | null; limit: number },
  ): Promise<LeadRows> {
    const conditions = toLeadConditions(accountId, filter, before);
    const fitting = withinBytes({
      rows: `SELECT * FROM ${stretchOf(conditions)}
        WHERE ${conditions.residual ?? 'true'} ORDER BY id DESC LIMIT ${limit + 1}`,
      columns: ['profile', 'consent', 'custom_fields'],
      bytes: PAGE_BYTES,
    });
    const rows = await this.database.query<Lead & { found: number }>(
      `SELECT ${LEAD_COLUMNS}, found FROM ${fitting} ORDER BY id DESC`,
      conditions.parameters,
    );
    const found = rows[0]?.found ?? 0;
    if (rows.length < found) return { rows, resumeBefore: rows.at(-1)!.id };
    const isFull = found > limit || conditions.residual === null;
    return { rows, resumeBefore: isFull ? null : await this.findEndOfLook(conditions) };
  }

  /** @returns the lead as it is now, null when the account has none with this id */
  async update(
    { accountId, id }: Pick<Lead, 'accountId' | 'id'>,
    { crmLeadId, customFields }: LeadChanges,
    at: Date,
  ): Promise<Lead | null> {
    const [lead] = await this.database.query<Lead>(
      `UPDATE leads SET crm_lead_id = CASE WHEN $3 THEN $4 ELSE crm_lead_id END,
         custom_fields = coalesce($5::json, custom_fields), updated_at = greatest(updated_at, $6)
       WHERE id = $1 AND account_id = $2 RETURNING ${LEAD_COLUMNS}`,
      [id, accountId, crmLeadId !== undefined, crmLeadId, customFields && JSON.stringify(customFields), at],
    );
    return lead ?? null;
  }

  /** @returns the last id looked at, null when nothing lies behind it */
  private async findEndOfLook(conditions: LeadConditions): Promise<string | null> {
    const [look] = await this.database.query<{ rows: number; end: string | null }>(
      `SELECT count(*)::int AS rows, min(id) AS end,
         count(*) FILTER (WHERE ${conditions.residual})::int AS matches
       FROM ${stretchOf(conditions)}`,
      conditions.parameters,
    );
    return look!.rows === ROWS_PER_LOOK ? look!.end : null;
  }
}

/** At most so many rows from the newest end of what drives: a statement over them is bounded. */
function stretchOf({ driving }: LeadConditions): string {
  return `(SELECT * FROM leads WHERE ${driving} ORDER BY id DESC LIMIT ${ROWS_PER_LOOK}) AS stretch`;
}
