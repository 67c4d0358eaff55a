import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database';
import { lapsedClaim } from './lapsed-claim';

/** An event stays longer than others while it is delivered; so does what it tells of. */
const DELETE_LEAD_EVENTS = `
  WITH old AS (
    SELECT lead_id, event_id FROM lead_events
    WHERE event_id < $1 AND NOT EXISTS (SELECT 1 FROM events WHERE events.id = lead_events.event_id)
    ORDER BY event_id LIMIT $2
  )
  DELETE FROM lead_events USING old
  WHERE lead_events.lead_id = old.lead_id AND lead_events.event_id = old.event_id RETURNING 1`;

const DELETE_CRM_ACTIVITIES = `
  WITH old AS (SELECT id FROM crm_activities WHERE id < $1 ORDER BY id LIMIT $2)
  DELETE FROM crm_activities USING old WHERE crm_activities.id = old.id RETURNING 1`;

/** A claim that a new lead is just taking over is locked, and stays. */
const DELETE_CLAIMS = `
  WITH old AS (
    SELECT account_id, kind, value FROM lead_claims WHERE ${lapsedClaim('lead_claims')}
    ORDER BY claimed_at LIMIT $1 FOR UPDATE SKIP LOCKED
  )
  DELETE FROM lead_claims USING old
  WHERE lead_claims.account_id = old.account_id AND lead_claims.kind = old.kind AND lead_claims.value = old.value
  RETURNING 1`;

/** Daily caps look at today; the rest is for whoever asks the database how days went. */
const DELETE_BUYER_DAYS = `
  WITH old AS (
    SELECT account_id, buyer_id, day FROM buyer_days WHERE day < current_date - 60 ORDER BY day LIMIT $1
  )
  DELETE FROM buyer_days USING old
  WHERE buyer_days.account_id = old.account_id AND buyer_days.buyer_id = old.buyer_id
    AND buyer_days.day = old.day RETURNING 1`;

/** Deletes by age, oldest first, in bounded steps, what gathers around leads. Leads and follow-ups stay. */
@Injectable()
export class LeadRetentionRepository {
  constructor(private readonly database: Database) {}

  /** @returns how many links from leads to events went, all to events that are no longer kept */
  async deleteLeadEventsBefore(lowestEventId: string, limit: number): Promise<number> {
    return (await this.database.query(DELETE_LEAD_EVENTS, [lowestEventId, limit])).length;
  }

  async deleteCrmActivitiesBefore(lowestId: string, limit: number): Promise<number> {
    return (await this.database.query(DELETE_CRM_ACTIVITIES, [lowestId, limit])).length;
  }

  /** @returns how many phone numbers went that may be claimed anew anyway */
  async deleteLapsedClaims(limit: number): Promise<number> {
    return (await this.database.query(DELETE_CLAIMS, [limit])).length;
  }

  /** @returns how many counts of what a buyer got on a day long past went */
  async deleteBuyerDays(limit: number): Promise<number> {
    return (await this.database.query(DELETE_BUYER_DAYS, [limit])).length;
  }
}
