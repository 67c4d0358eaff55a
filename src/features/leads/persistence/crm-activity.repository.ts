import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database';
import { type CrmActivity } from '../crm-activity';
import { withinBytes } from './within-bytes';

const COLUMNS = `id, account_id AS "accountId", lead_id AS "leadId", crm_lead_id AS "crmLeadId",
  event_type AS "eventType", received_at AS "receivedAt"`;

/** What CRMs tell about leads, and whom they mean. */
@Injectable()
export class CrmActivityRepository {
  constructor(private readonly database: Database) {}

  /** The newest lead with this CRM id, else the lead of the most recent follow-up submission with it. */
  async findLeadId(accountId: string, crmLeadId: string): Promise<string | null> {
    const [row] = await this.database.query<{ leadId: string | null }>(
      `SELECT coalesce(
         (SELECT id FROM leads WHERE account_id = $1 AND crm_lead_id = $2 ORDER BY id DESC LIMIT 1),
         (SELECT lead_id FROM lead_submissions WHERE account_id = $1 AND crm_lead_id = $2
          ORDER BY submitted_at DESC, id DESC LIMIT 1)
       ) AS "leadId"`,
      [accountId, crmLeadId],
    );
    return row!.leadId;
  }

  async insert(activity: CrmActivity): Promise<void> {
    const { id, accountId, leadId, crmLeadId, eventType, payload, receivedAt } = activity;
    await this.database.query(
      `INSERT INTO crm_activities (id, account_id, lead_id, crm_lead_id, event_type, payload, received_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [id, accountId, leadId, crmLeadId, eventType, payload, receivedAt],
    );
  }

  /** The newest `limit`, without what they told. */
  async listLatest(leadId: string, limit: number): Promise<Omit<CrmActivity, 'payload'>[]> {
    return this.database.query(
      `SELECT ${COLUMNS} FROM crm_activities WHERE lead_id = $1 ORDER BY id DESC LIMIT $2`,
      [leadId, limit],
    );
  }

  /** The newest, up to `limit` and as many as have payloads of `bytes` together; the newest one always. */
  async listLatestWithin(leadId: string, limits: { limit: number; bytes: number }): Promise<CrmActivity[]> {
    const fitting = withinBytes({
      rows: 'SELECT * FROM crm_activities WHERE lead_id = $1 ORDER BY id DESC LIMIT $2',
      columns: ['payload'],
      bytes: '$3',
    });
    return this.database.query<CrmActivity>(`SELECT ${COLUMNS}, payload FROM ${fitting} ORDER BY id DESC`, [
      leadId,
      limits.limit,
      limits.bytes,
    ]);
  }
}
