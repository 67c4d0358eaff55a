import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Leads, what is told about them, who may have them, and the auctions for them. */
export class CreateLeadTables1767312000000 implements MigrationInterface {
  name = 'CreateLeadTables1767312000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...LEADS, ...DOORS, ...BUYERS, ...AUCTIONS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE bids, pings, bidders, buyer_days, lead_source_secrets, streamsynq_doors,
      suppressions, crm_activities, lead_submissions, lead_events, lead_claims, leads`);
    await runner.query('ALTER TABLE buyers DROP COLUMN targeting');
  }
}

const LEADS = [
  // `step` is what the platform has still to do with the lead; the sweep finds it when a worker died over it.
  `CREATE TABLE leads (
    id text COLLATE "C" PRIMARY KEY,
    account_id text COLLATE "C" NOT NULL,
    door text NOT NULL,
    source text,
    phone text COLLATE "C",
    email text COLLATE "C",
    state text,
    profile json NOT NULL,
    consent json,
    custom_fields json NOT NULL,
    source_lead_id text COLLATE "C",
    crm_lead_id text COLLATE "C",
    is_eligible boolean NOT NULL,
    ineligible_reason text,
    reserved_buyer_id text COLLATE "C",
    step text CHECK (step IN ('verify', 'distribute')),
    step_due_at timestamptz,
    verification json,
    verified_at timestamptz,
    buyer_id text COLLATE "C",
    unassigned_reason text,
    routed_at timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CHECK ((step IS NULL) = (step_due_at IS NULL)),
    CHECK (is_eligible = (ineligible_reason IS NULL))
  )`,
  `CREATE INDEX leads_by_account ON leads (account_id, id)`,
  `CREATE INDEX leads_by_phone ON leads (account_id, phone, id) WHERE phone IS NOT NULL`,
  `CREATE INDEX leads_by_email ON leads (account_id, email, id) WHERE email IS NOT NULL`,
  `CREATE INDEX leads_by_crm_lead_id ON leads (account_id, crm_lead_id, id) WHERE crm_lead_id IS NOT NULL`,
  `CREATE INDEX leads_by_buyer ON leads (account_id, buyer_id, id) WHERE buyer_id IS NOT NULL`,
  `CREATE INDEX leads_due ON leads (step_due_at) WHERE step IS NOT NULL`,

  // The one place for duplicates: who holds the row holds the phone, or the caller's own id, of a lead.
  `CREATE TABLE lead_claims (
    account_id text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    value text COLLATE "C" NOT NULL,
    lead_id text COLLATE "C" NOT NULL,
    claimed_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, kind, value)
  )`,
  `CREATE INDEX lead_claims_lapsing ON lead_claims (claimed_at) WHERE kind = 'phone'`,
  `CREATE TABLE lead_events (
    lead_id text COLLATE "C" NOT NULL,
    event_id text COLLATE "C" NOT NULL,
    PRIMARY KEY (lead_id, event_id)
  )`,
  `CREATE INDEX lead_events_by_age ON lead_events (event_id)`,
  `CREATE TABLE lead_submissions (
    id text COLLATE "C" PRIMARY KEY,
    account_id text COLLATE "C" NOT NULL,
    lead_id text COLLATE "C" NOT NULL,
    crm_lead_id text COLLATE "C",
    source text,
    message text,
    custom_fields json NOT NULL,
    submitted_at timestamptz NOT NULL
  )`,
  `CREATE INDEX lead_submissions_by_lead ON lead_submissions (lead_id, id)`,
  `CREATE INDEX lead_submissions_by_crm_lead_id ON lead_submissions (account_id, crm_lead_id, submitted_at)
    WHERE crm_lead_id IS NOT NULL`,
  // The payload is the body as it came, byte for byte.
  `CREATE TABLE crm_activities (
    id text COLLATE "C" PRIMARY KEY,
    account_id text COLLATE "C" NOT NULL,
    lead_id text COLLATE "C" NOT NULL,
    crm_lead_id text NOT NULL,
    event_type text NOT NULL,
    payload text NOT NULL,
    received_at timestamptz NOT NULL
  )`,
  `CREATE INDEX crm_activities_by_lead ON crm_activities (lead_id, id)`,
  `CREATE TABLE suppressions (
    id text COLLATE "C" PRIMARY KEY,
    account_id text COLLATE "C" NOT NULL REFERENCES accounts,
    phone text COLLATE "C" NOT NULL,
    reason text,
    created_at timestamptz NOT NULL,
    UNIQUE (account_id, phone)
  )`,
  `CREATE INDEX suppressions_by_account ON suppressions (account_id, id)`,
];

const DOORS = [
  `CREATE TABLE streamsynq_doors (
    account_id text COLLATE "C" PRIMARY KEY REFERENCES accounts,
    user_id uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
    require_consent boolean NOT NULL DEFAULT false
  )`,
  `CREATE TABLE lead_source_secrets (
    id text COLLATE "C" PRIMARY KEY,
    account_id text COLLATE "C" NOT NULL REFERENCES accounts,
    source text NOT NULL CHECK (source IN ('streamsynq', 'crm')),
    sealed bytea NOT NULL,
    hash bytea NOT NULL,
    expires_at timestamptz,
    created_at timestamptz NOT NULL
  )`,
  `CREATE INDEX lead_source_secrets_by_account ON lead_source_secrets (account_id, source, id)`,
  // A CRM names no account, only its secret: two accounts cannot share one.
  `CREATE UNIQUE INDEX lead_source_secrets_crm ON lead_source_secrets (hash) WHERE source = 'crm'`,
];

const BUYERS = [
  `ALTER TABLE buyers ADD COLUMN targeting json`,
  `CREATE INDEX buyers_targeted ON buyers (account_id, id) WHERE targeting IS NOT NULL`,
  `CREATE TABLE buyer_days (
    account_id text COLLATE "C" NOT NULL,
    buyer_id text COLLATE "C" NOT NULL,
    day date NOT NULL,
    leads integer NOT NULL,
    PRIMARY KEY (account_id, buyer_id, day)
  )`,
  `CREATE INDEX buyer_days_by_age ON buyer_days (day)`,
];

const AUCTIONS = [
  `CREATE TABLE bidders (
    account_id text COLLATE "C" NOT NULL REFERENCES accounts,
    buyer_id text COLLATE "C" NOT NULL,
    url text NOT NULL,
    sealed_secret bytea NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, buyer_id)
  )`,
  // Times are those of the host that holds the auction, as its bidders are told them, but for `opened_at`: by the
  // database's clock all processes agree on what is overdue.
  `CREATE TABLE pings (
    id text COLLATE "C" PRIMARY KEY,
    account_id text COLLATE "C" NOT NULL,
    status text NOT NULL CHECK (status IN ('open', 'won', 'no_bid', 'posted')),
    source text,
    state text,
    attributes json NOT NULL,
    floor_price numeric(12, 2) NOT NULL,
    currency text NOT NULL,
    closes_at timestamptz NOT NULL,
    winner_buyer_id text COLLATE "C",
    price numeric(12, 2),
    post_expires_at timestamptz,
    lead_id text COLLATE "C",
    event_ids text[] NOT NULL DEFAULT '{}',
    idempotency_key text COLLATE "C",
    request_hash bytea,
    created_at timestamptz NOT NULL,
    opened_at timestamptz NOT NULL DEFAULT now(),
    closed_at timestamptz,
    UNIQUE (account_id, idempotency_key)
  )`,
  `CREATE INDEX pings_by_account ON pings (account_id, id)`,
  `CREATE INDEX pings_by_status ON pings (account_id, status, id)`,
  `CREATE INDEX pings_open ON pings (opened_at) WHERE status = 'open'`,
  `CREATE TABLE bids (
    ping_id text COLLATE "C" NOT NULL,
    buyer_id text COLLATE "C" NOT NULL,
    status text NOT NULL CHECK (status IN ('bid', 'no_bid', 'invalid', 'failed')),
    price numeric(12, 2),
    detail text,
    duration_ms integer NOT NULL,
    PRIMARY KEY (ping_id, buyer_id)
  )`,
];
