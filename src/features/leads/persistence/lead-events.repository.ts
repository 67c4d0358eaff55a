import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database';

/** An event that tells of a lead. */
export interface LeadEvent {
  id: string;
  type: string;
  createdAt: Date;
}

/** Which events tell of a lead, as long as they are kept. */
@Injectable()
export class LeadEventsRepository {
  constructor(private readonly database: Database) {}

  /** The newest `limit`, oldest first. */
  async listLatest(leadId: string, limit: number): Promise<LeadEvent[]> {
    return this.database.query<LeadEvent>(
      `SELECT e.id, e.type, e.created_at AS "createdAt"
       FROM (SELECT event_id FROM lead_events WHERE lead_id = $1 ORDER BY event_id DESC LIMIT $2) AS l
       JOIN events e ON e.id = l.event_id ORDER BY e.id`,
      [leadId, limit],
    );
  }
}
