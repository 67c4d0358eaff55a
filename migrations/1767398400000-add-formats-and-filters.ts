import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** How each webhook wants its deliveries written, which events it wants, and what was written for whom. */
export class AddFormatsAndFilters1767398400000 implements MigrationInterface {
  name = 'AddFormatsAndFilters1767398400000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...WEBHOOKS, ...DELIVERIES]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE delivery_requests');
    // Takes the two indexes along that look at it.
    await runner.query('ALTER TABLE deliveries DROP COLUMN held_version, DROP COLUMN held_reason');
    await runner.query(
      `CREATE INDEX deliveries_pending ON deliveries (webhook_id, is_parked) WHERE status = 'pending'`,
    );
    await runner.query(`ALTER TABLE webhooks DROP COLUMN format, DROP COLUMN format_options, DROP COLUMN method,
      DROP COLUMN mapping, DROP COLUMN header_mapping, DROP COLUMN url_mapping, DROP COLUMN content_version,
      DROP COLUMN filter, DROP COLUMN filter_path`);
  }
}

const WEBHOOKS = [
  // `content_version` counts the changes of everything that decides what a delivery looks like.
  `ALTER TABLE webhooks
    ADD COLUMN format text NOT NULL DEFAULT 'synaptis',
    ADD COLUMN format_options json NOT NULL DEFAULT '{}',
    ADD COLUMN method text NOT NULL DEFAULT 'POST' CHECK (method IN ('POST', 'PUT', 'PATCH')),
    ADD COLUMN mapping text,
    ADD COLUMN header_mapping text,
    ADD COLUMN url_mapping text,
    ADD COLUMN content_version integer NOT NULL DEFAULT 1,
    ADD COLUMN filter json,
    ADD COLUMN filter_path jsonpath,
    ADD CHECK ((filter IS NULL) = (filter_path IS NULL))`,
];

const DELIVERIES = [
  // Made once, before the first attempt, for every webhook that does not get the event's own bytes.
  `CREATE TABLE delivery_requests (
    delivery_id text COLLATE "C" PRIMARY KEY,
    method text NOT NULL,
    url text NOT NULL,
    headers json NOT NULL,
    body text NOT NULL
  )`,
  // A delivery whose mapping failed is parked; the version says which content of the webhook failed.
  `ALTER TABLE deliveries ADD COLUMN held_version integer, ADD COLUMN held_reason text`,
  `DROP INDEX deliveries_pending`,
  `CREATE INDEX deliveries_pending ON deliveries (webhook_id, is_parked)
    WHERE status = 'pending' AND held_version IS NULL`,
  `CREATE INDEX deliveries_held ON deliveries (webhook_id, held_version) WHERE held_version IS NOT NULL`,
];
