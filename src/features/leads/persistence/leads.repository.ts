import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database';
import { type Lead } from '../lead';
import { LEAD_COLUMNS } from './lead-columns';

/** Reads leads as their account sees them. */
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
}
