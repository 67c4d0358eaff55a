import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database';
import { type Lead } from '../lead';
import { lapsedClaim } from './lapsed-claim';
import { LEAD_COLUMNS } from './lead-columns';

/** A phone number, or a caller's own id of a lead, asked for in the name of a lead. */
export interface Claim {
  accountId: string;
  /** `phone`, or the door and source whose ids these are. */
  kind: string;
  value: string;
  leadId: string;
}

/** The sweep looks for a new lead no earlier than this: usually a worker is at it in milliseconds. */
const STEP_GRACE = `interval '10 seconds'`;

const HAS_LAPSED = lapsedClaim('held');

/**
 * Writes many new leads in a few statements, in the transaction that is open. Claims are taken in one
 * order everywhere, so two batches wait for each other and never stand in each other's way.
 */
@Injectable()
export class LeadIntakeRepository {
  constructor(private readonly database: Database) {}

  /**
   * Takes what nobody holds. A value must occur only once in a call.
   * @returns who holds each claim now, by `claimKey`
   */
  async claim(claims: Claim[]): Promise<Map<string, string>> {
    if (claims.length === 0) return new Map();
    const held = await this.database.query<Claim>(
      `INSERT INTO lead_claims AS held (account_id, kind, value, lead_id, claimed_at)
       SELECT account_id, kind, value, lead_id, now()
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS input (account_id, kind, value, lead_id)
       ORDER BY account_id COLLATE "C", kind COLLATE "C", value COLLATE "C"
       ON CONFLICT (account_id, kind, value) DO UPDATE SET
         lead_id = CASE WHEN ${HAS_LAPSED} THEN excluded.lead_id ELSE held.lead_id END,
         claimed_at = CASE WHEN ${HAS_LAPSED} THEN excluded.claimed_at ELSE held.claimed_at END
       RETURNING account_id AS "accountId", kind, value, lead_id AS "leadId"`,
      columns(claims),
    );
    return new Map(held.map((claim) => [claimKey(claim), claim.leadId]));
  }

  /** Hands claims to another lead. */
  async moveClaims(claims: Claim[]): Promise<void> {
    if (claims.length === 0) return;
    await this.database.query(
      `UPDATE lead_claims SET lead_id = input.lead_id
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS input (account_id, kind, value, lead_id)
       WHERE lead_claims.account_id = input.account_id AND lead_claims.kind = input.kind
         AND lead_claims.value = input.value`,
      columns(claims),
    );
  }

  /** Those of the phone numbers that their accounts have suppressed, as `<account> <phone>`. */
  async findSuppressed(phones: { accountId: string; phone: string }[]): Promise<Set<string>> {
    if (phones.length === 0) return new Set();
    const rows = await this.database.query<{ key: string }>(
      `SELECT account_id || ' ' || phone AS key FROM suppressions
       WHERE (account_id, phone) IN (SELECT * FROM unnest($1::text[], $2::text[]))`,
      [phones.map(({ accountId }) => accountId), phones.map(({ phone }) => phone)],
    );
    return new Set(rows.map(({ key }) => key));
  }

  async insert(leads: Lead[]): Promise<void> {
    if (leads.length === 0) return;
    await this.database.query(
      `INSERT INTO leads (id, account_id, door, source, phone, email, state, profile, consent, custom_fields,
         source_lead_id, crm_lead_id, is_eligible, ineligible_reason, reserved_buyer_id, step, step_due_at,
         created_at, updated_at)
       SELECT id, account_id, door, source, phone, email, state, profile, consent, custom_fields,
         source_lead_id, crm_lead_id, ineligible_reason IS NULL, ineligible_reason, reserved_buyer_id, 'verify',
         now() + ${STEP_GRACE}, created_at, created_at
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::json[],
         $9::json[], $10::json[], $11::text[], $12::text[], $13::text[], $14::text[], $15::timestamptz[])
         AS input (id, account_id, door, source, phone, email, state, profile, consent, custom_fields,
         source_lead_id, crm_lead_id, ineligible_reason, reserved_buyer_id, created_at)`,
      toRows(leads),
    );
  }

  /** Says which events tell of which lead. */
  async insertEvents(events: { leadId: string; eventId: string }[]): Promise<void> {
    if (events.length === 0) return;
    await this.database.query(
      `INSERT INTO lead_events (lead_id, event_id) SELECT * FROM unnest($1::text[], $2::text[])`,
      [events.map(({ leadId }) => leadId), events.map(({ eventId }) => eventId)],
    );
  }

  async find(ids: string[]): Promise<Lead[]> {
    if (ids.length === 0) return [];
    return this.database.query<Lead>(`SELECT ${LEAD_COLUMNS} FROM leads WHERE id = ANY($1)`, [ids]);
  }
}

/** What identifies a claim. */
export function claimKey({ accountId, kind, value }: Omit<Claim, 'leadId'>): string {
  return JSON.stringify([accountId, kind, value]);
}

function columns(claims: Claim[]): unknown[] {
  return [
    claims.map(({ accountId }) => accountId),
    claims.map(({ kind }) => kind),
    claims.map(({ value }) => value),
    claims.map(({ leadId }) => leadId),
  ];
}

function toRows(leads: Lead[]): unknown[] {
  return [
    leads.map(({ id }) => id),
    leads.map(({ accountId }) => accountId),
    leads.map(({ door }) => door),
    leads.map(({ source }) => source),
    leads.map(({ phone }) => phone),
    leads.map(({ email }) => email),
    leads.map(({ state }) => state),
    leads.map(({ profile }) => JSON.stringify(profile)),
    leads.map(({ consent }) => consent && JSON.stringify(consent)),
    leads.map(({ customFields }) => JSON.stringify(customFields)),
    leads.map(({ sourceLeadId }) => sourceLeadId),
    leads.map(({ crmLeadId }) => crmLeadId),
    leads.map(({ ineligibleReason }) => ineligibleReason),
    leads.map(({ reservedBuyerId }) => reservedBuyerId),
    leads.map(({ createdAt }) => createdAt),
  ];
}
