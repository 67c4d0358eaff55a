import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database';
import { type EventIdRange } from '../event-id-range';
import { type EventSummary, type StoredEvent } from '../stored-event';

interface EventRow {
  id: string;
  account_id: string;
  buyer_id: string | null;
  type: string;
  created_at: Date;
}

export interface EventListing {
  accountId: string;
  buyerId: string | null;
  type: string | null;
  range: EventIdRange;
  limit: number;
}

@Injectable()
export class EventsRepository {
  constructor(private readonly database: Database) {}

  async findByIds(ids: string[]): Promise<StoredEvent[]> {
    const rows = await this.database.query<EventRow & { body: string }>(
      'SELECT id, account_id, buyer_id, type, body, created_at FROM events WHERE id = ANY($1)',
      [ids],
    );
    return rows.map((row) => ({ ...toSummary(row), body: row.body }));
  }

  async list({ accountId, buyerId, type, range, limit }: EventListing): Promise<EventSummary[]> {
    const rows = await this.database.query<EventRow>(
      `SELECT id, account_id, buyer_id, type, created_at FROM events
       WHERE account_id = $1 AND id >= $2 AND id < $3
         AND ($4::text IS NULL OR buyer_id = $4) AND ($5::text IS NULL OR type = $5)
       ORDER BY id DESC LIMIT $6`,
      [accountId, range.from, range.before, buyerId, type, limit],
    );
    return rows.map(toSummary);
  }
}

function toSummary(row: EventRow): EventSummary {
  return {
    id: row.id,
    accountId: row.account_id,
    buyerId: row.buyer_id,
    type: row.type,
    createdAt: row.created_at,
  };
}
