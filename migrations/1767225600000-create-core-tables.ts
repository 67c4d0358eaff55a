import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * Ids are text in the byte-wise "C" collation, so they sort by creation and every large table
 * can be range-partitioned by its own primary key (docs/adr/0005-growth-by-partition.md).
 */
export class CreateCoreTables1767225600000 implements MigrationInterface {
  name = 'CreateCoreTables1767225600000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...CONFIGURATION, ...HISTORY, ...BOOKKEEPING]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE rate_limits, periodic_tasks, idempotency_keys, replays, attempts, deliveries,
      events, webhook_secrets, webhooks, event_types, buyers, api_keys, accounts`);
    await runner.query('DROP FUNCTION delivery_id(text, text)');
  }
}

/** What customers configure. Small, edited, referenced. */
const CONFIGURATION = [
  `CREATE TABLE accounts (
    id text COLLATE "C" PRIMARY KEY,
    name text NOT NULL,
    created_at timestamptz NOT NULL
  )`,
  `CREATE TABLE api_keys (
    id text COLLATE "C" PRIMARY KEY,
    account_id text COLLATE "C" NOT NULL REFERENCES accounts,
    name text NOT NULL,
    hash bytea NOT NULL UNIQUE,
    prefix text NOT NULL,
    last_four text NOT NULL,
    scopes text[] NOT NULL,
    buyer_id text COLLATE "C",
    rate_limit_per_minute integer,
    expires_at timestamptz,
    revoked_at timestamptz,
    created_at timestamptz NOT NULL
  )`,
  `CREATE INDEX api_keys_by_account ON api_keys (account_id, id)`,
  `CREATE TABLE buyers (
    account_id text COLLATE "C" NOT NULL REFERENCES accounts,
    id text COLLATE "C" NOT NULL,
    name text NOT NULL,
    metadata json NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, id)
  )`,
  `CREATE INDEX buyers_by_age ON buyers (account_id, created_at, id)`,
  `CREATE TABLE event_types (
    account_id text COLLATE "C" NOT NULL REFERENCES accounts,
    name text COLLATE "C" NOT NULL,
    description text NOT NULL,
    schema json,
    example json,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, name)
  )`,
  `CREATE TABLE webhooks (
    id text COLLATE "C" PRIMARY KEY,
    account_id text COLLATE "C" NOT NULL REFERENCES accounts,
    buyer_id text COLLATE "C",
    url text NOT NULL,
    events text[] NOT NULL,
    description text,
    headers json NOT NULL,
    timeout_ms integer,
    retry_schedule_seconds integer[],
    metadata json NOT NULL,
    status text NOT NULL CHECK (status IN ('active', 'disabled')),
    disabled_reason text,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    deleted_at timestamptz
  )`,
  `CREATE INDEX webhooks_by_account ON webhooks (account_id, id) WHERE deleted_at IS NULL`,
  `CREATE INDEX webhooks_for_fan_out ON webhooks (account_id, buyer_id)
    WHERE status = 'active' AND deleted_at IS NULL`,
  `CREATE TABLE webhook_secrets (
    id text COLLATE "C" PRIMARY KEY,
    webhook_id text COLLATE "C" NOT NULL REFERENCES webhooks,
    sealed bytea NOT NULL,
    expires_at timestamptz,
    created_at timestamptz NOT NULL
  )`,
  `CREATE INDEX webhook_secrets_by_webhook ON webhook_secrets (webhook_id, id)`,
];

/** What grows without end. No foreign keys, so that partitions can be dropped on their own. */
const HISTORY = [
  `CREATE TABLE events (
    id text COLLATE "C" PRIMARY KEY,
    account_id text COLLATE "C" NOT NULL,
    buyer_id text COLLATE "C",
    type text NOT NULL,
    body text NOT NULL,
    is_test boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL
  )`,
  `CREATE INDEX events_by_account ON events (account_id, id)`,
  `CREATE INDEX events_by_buyer ON events (account_id, buyer_id, id) WHERE buyer_id IS NOT NULL`,

  // A delivery's id follows from its event and webhook: the event's time and the first of its
  // random bits, then twelve base32 characters of a hash of both ids. So the primary key itself
  // keeps a webhook from getting an event twice, and an event's deliveries lie side by side.
  `CREATE FUNCTION delivery_id(event_id text, webhook_id text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
      SELECT 'dlv_' || substr(event_id, 5, 14) || translate(
        lower(left(encode(sha256(convert_to(event_id || webhook_id, 'UTF8')), 'base64'), 12)),
        '+/ilou', 'xz179v')
    $$`,
  `CREATE TABLE deliveries (
    id text COLLATE "C" PRIMARY KEY,
    account_id text COLLATE "C" NOT NULL,
    event_id text COLLATE "C" NOT NULL,
    webhook_id text COLLATE "C" NOT NULL,
    buyer_id text COLLATE "C",
    event_type text NOT NULL,
    status text NOT NULL CHECK (status IN ('pending', 'success', 'failed', 'cancelled')),
    is_parked boolean NOT NULL DEFAULT false,
    attempts integer NOT NULL DEFAULT 0,
    round integer NOT NULL DEFAULT 1,
    round_start integer NOT NULL DEFAULT 0,
    next_trigger text NOT NULL DEFAULT 'automatic',
    next_attempt_at timestamptz,
    last_status_code integer,
    created_at timestamptz NOT NULL,
    completed_at timestamptz,
    CHECK ((status = 'pending') = (next_attempt_at IS NOT NULL))
  )`,
  `CREATE INDEX deliveries_by_account ON deliveries (account_id, id)`,
  `CREATE INDEX deliveries_by_webhook ON deliveries (webhook_id, id)`,
  `CREATE INDEX deliveries_by_buyer ON deliveries (account_id, buyer_id, id) WHERE buyer_id IS NOT NULL`,
  `CREATE INDEX deliveries_failed ON deliveries (account_id, id) WHERE status = 'failed'`,
  `CREATE INDEX deliveries_due ON deliveries (next_attempt_at, id)
    WHERE status = 'pending' AND NOT is_parked`,
  `CREATE INDEX deliveries_pending ON deliveries (webhook_id, is_parked) WHERE status = 'pending'`,
  `CREATE TABLE attempts (
    delivery_id text COLLATE "C" NOT NULL,
    number integer NOT NULL,
    id text COLLATE "C" NOT NULL,
    trigger text NOT NULL,
    url text NOT NULL,
    request_headers json NOT NULL,
    started_at timestamptz NOT NULL,
    duration_ms integer NOT NULL,
    status_code integer,
    response_headers json,
    response_body text,
    response_size bigint,
    is_response_cut boolean NOT NULL,
    error_code text,
    error_message text,
    next_attempt_at timestamptz,
    PRIMARY KEY (delivery_id, number)
  )`,
];

const BOOKKEEPING = [
  `CREATE TABLE replays (
    id text COLLATE "C" PRIMARY KEY,
    account_id text COLLATE "C" NOT NULL,
    buyer_id text COLLATE "C",
    status text NOT NULL CHECK (status IN ('running', 'completed', 'cancelled')),
    filter json NOT NULL,
    matched integer NOT NULL,
    sent integer NOT NULL DEFAULT 0,
    position text COLLATE "C",
    created_at timestamptz NOT NULL,
    completed_at timestamptz
  )`,
  `CREATE INDEX replays_by_account ON replays (account_id, id)`,
  `CREATE INDEX replays_running ON replays (id) WHERE status = 'running'`,
  `CREATE TABLE idempotency_keys (
    account_id text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    request_hash bytea NOT NULL,
    answer bytea NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, key)
  )`,
  `CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at)`,
  `CREATE TABLE periodic_tasks (
    name text PRIMARY KEY,
    holder text NOT NULL,
    leased_until timestamptz NOT NULL,
    state json
  )`,
  `CREATE TABLE rate_limits (
    key varchar(255) PRIMARY KEY,
    points integer NOT NULL DEFAULT 0,
    expire bigint
  )`,
];
