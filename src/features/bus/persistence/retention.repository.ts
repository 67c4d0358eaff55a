import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database';

/** A delivery that somebody is just replaying is locked, and stays. */
const DELETE_DELIVERIES = `
  WITH old AS (
    SELECT id FROM deliveries WHERE id < $1 AND status <> 'pending' ORDER BY id LIMIT $2
    FOR UPDATE SKIP LOCKED
  ), attempts_gone AS (
    DELETE FROM attempts USING old WHERE attempts.delivery_id = old.id
  ), requests_gone AS (
    DELETE FROM delivery_requests USING old WHERE delivery_requests.delivery_id = old.id
  )
  DELETE FROM deliveries USING old WHERE deliveries.id = old.id RETURNING deliveries.id`;

/** An event stays as long as one of its deliveries does; these share its id's first characters. */
const DELETE_EVENTS = `
  WITH old AS (
    SELECT id FROM events WHERE id < $1 AND NOT EXISTS (
      SELECT 1 FROM deliveries d
      WHERE d.id >= 'dlv_' || substr(events.id, 5, 14) AND d.id < 'dlv_' || substr(events.id, 5, 14) || '~'
        AND d.event_id = events.id
    ) ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED
  )
  DELETE FROM events USING old WHERE events.id = old.id RETURNING events.id`;

/** Deletes history by age, oldest first, in bounded steps. */
@Injectable()
export class RetentionRepository {
  constructor(private readonly database: Database) {}

  /** @returns how many deliveries went, with all their attempts and what was made for them; pending ones stay */
  async deleteDeliveriesBefore(lowestId: string, limit: number): Promise<number> {
    return (await this.database.query(DELETE_DELIVERIES, [lowestId, limit])).length;
  }

  /** @returns how many events went */
  async deleteEventsBefore(lowestId: string, limit: number): Promise<number> {
    return (await this.database.query(DELETE_EVENTS, [lowestId, limit])).length;
  }
}
