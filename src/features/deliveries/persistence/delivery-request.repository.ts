import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database';
import { type DeliveryRequest } from '../delivery-request';

/** A request for a delivery that has none yet. */
export interface NewRequest {
  deliveryId: string;
  request: DeliveryRequest;
}

type Row = DeliveryRequest & { deliveryId: string };

const COLUMNS = `delivery_id AS "deliveryId", format, method, path, headers, body`;

/**
 * Sorted, so that two workers with the same deliveries do not wait for each other in a circle. Each delivery is looked
 * up by its id: as a join, a young table without statistics would be read through its index of all that is pending.
 */
const INSERT = `
  INSERT INTO delivery_requests (delivery_id, format, method, path, headers, body)
  SELECT given.id, given.format, given.method, given.path, given.headers::json, given.body
  FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
      AS given (id, format, method, path, headers, body)
  WHERE (
    SELECT d.status = 'pending' AND d.attempts = 0 AND d.held_version IS NULL
    FROM deliveries d WHERE d.id = given.id
  )
  ORDER BY given.id
  ON CONFLICT (delivery_id) DO NOTHING
  RETURNING delivery_id AS "deliveryId"`;

/** What was made for deliveries, once, before their first attempt. */
@Injectable()
export class DeliveryRequestRepository {
  constructor(private readonly database: Database) {}

  async find(deliveryIds: string[]): Promise<Map<string, DeliveryRequest>> {
    const rows = await this.database.query<Row>(
      `SELECT ${COLUMNS} FROM delivery_requests WHERE delivery_id = ANY($1)`,
      [deliveryIds],
    );
    return new Map(rows.map(({ deliveryId, ...request }) => [deliveryId, request]));
  }

  /**
   * Keeps the first request made for each delivery.
   *
   * @returns what is kept, which somebody else may have made; missing for a delivery that needs none any more
   */
  async insert(made: NewRequest[]): Promise<Map<string, DeliveryRequest>> {
    const column = <T>(pick: (request: DeliveryRequest) => T): T[] =>
      made.map(({ request }) => pick(request));
    const inserted = await this.database.query<{ deliveryId: string }>(INSERT, [
      made.map(({ deliveryId }) => deliveryId),
      column(({ format }) => format),
      column(({ method }) => method),
      column(({ path }) => path),
      column(({ headers }) => JSON.stringify(headers)),
      column(({ body }) => body),
    ]);
    const isNew = new Set(inserted.map(({ deliveryId }) => deliveryId));
    const others = made.filter(({ deliveryId }) => !isNew.has(deliveryId));
    // A statement of its own: only a later one sees what was committed while the first waited.
    const kept = others.length > 0 ? await this.find(others.map(({ deliveryId }) => deliveryId)) : new Map();
    for (const { deliveryId, request } of made) if (isNew.has(deliveryId)) kept.set(deliveryId, request);
    return kept;
  }
}
