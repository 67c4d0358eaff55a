import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** How each webhook wants its deliveries written, which events it wants, and what was written for whom. */
export class AddFormatsAndFilters1767398400000 implements MigrationInterface {
  name = 'AddFormatsAndFilters1767398400000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...WEBHOOKS, ...EVENTS, ...DELIVERIES]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE delivery_requests');
    // Takes the two indexes along that look at it.
    await runner.query('ALTER TABLE deliveries DROP COLUMN held_version, DROP COLUMN held_reason');
    await runner.query(
      `CREATE INDEX deliveries_pending ON deliveries (webhook_id, is_parked) WHERE status = 'pending'`,
    );
    await runner.query('DROP FUNCTION filter_document(text, text, text)');
    await runner.query('DROP TABLE deferred_events');
    await runner.query('ALTER TABLE events DROP COLUMN filterable_body');
    // Takes the index of filters along.
    await runner.query(`ALTER TABLE webhooks DROP COLUMN format, DROP COLUMN format_options, DROP COLUMN method,
      DROP COLUMN mapping, DROP COLUMN header_mapping, DROP COLUMN url_mapping, DROP COLUMN content_version,
      DROP COLUMN filter_cost, DROP COLUMN filter, DROP COLUMN filter_path`);
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
  // What a look at one value costs, in comparisons, of which PostgreSQL makes three in a microsecond: a name takes as long
  // as one, the pattern of $endsWith as sixty. Texts that contain the signs count too much, never too little.
  `ALTER TABLE webhooks ADD COLUMN filter_cost integer GENERATED ALWAYS AS (
      4 + regexp_count(filter_path::text, '@|\\."') + 60 * regexp_count(filter_path::text, 'like_regex')
    ) STORED`,
  // Tells a publish what the filters of the account cost, without a look at its webhooks.
  `CREATE INDEX webhooks_with_filters ON webhooks (account_id) INCLUDE (filter_cost)
    WHERE filter_path IS NOT NULL AND deleted_at IS NULL`,
];

const EVENTS = [
  // What filters see instead of the body, for the few bodies that will not do; nobody is ever sent it.
  `ALTER TABLE events ADD COLUMN filterable_body text`,
  // Stored events that wait for the filters of their account, because these take too long to share a publish with others.
  `CREATE TABLE deferred_events (
    event_id text COLLATE "C" PRIMARY KEY,
    account_id text COLLATE "C" NOT NULL,
    patterns text[] NOT NULL,
    cost bigint NOT NULL
  )`,
  `CREATE INDEX deferred_events_by_account ON deferred_events (account_id, event_id)`,
  // What filters see of a stored event. Events of the time before filters were stored without `filterable_body`:
  // what jsonb does not take of these is left out, and they are judged by type and buyer.
  `CREATE FUNCTION filter_document(type text, buyer_id text, filterable_body text) RETURNS jsonb
    LANGUAGE sql STABLE PARALLEL SAFE AS $$
      SELECT CASE WHEN pg_input_is_valid(filterable_body, 'jsonb')
        THEN jsonb_build_object('type', type, 'buyer_id', buyer_id, 'data', filterable_body::jsonb -> 'data')
        ELSE jsonb_build_object('type', type, 'buyer_id', buyer_id) END
    $$`,
];

const DELIVERIES = [
  // Made once, before the first attempt, for every webhook that does not get the event's own bytes. `path` is what a
  // mapping gave, null without one: a webhook that moves takes what still waits for it along.
  `CREATE TABLE delivery_requests (
    delivery_id text COLLATE "C" PRIMARY KEY,
    format text NOT NULL,
    method text NOT NULL CHECK (method IN ('POST', 'PUT', 'PATCH')),
    path text,
    headers json NOT NULL,
    body text NOT NULL
  )`,
  // A delivery whose mapping failed is parked; the version says which content of the webhook failed.
  `ALTER TABLE deliveries ADD COLUMN held_version integer, ADD COLUMN held_reason text,
    ADD CHECK (held_version IS NULL OR (status = 'pending' AND is_parked)),
    ADD CHECK ((held_version IS NULL) = (held_reason IS NULL))`,
  `DROP INDEX deliveries_pending`,
  `CREATE INDEX deliveries_pending ON deliveries (webhook_id, is_parked)
    WHERE status = 'pending' AND held_version IS NULL`,
  `CREATE INDEX deliveries_held ON deliveries (webhook_id, held_version) WHERE held_version IS NOT NULL`,
];
