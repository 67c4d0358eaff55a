import { Injectable } from '@nestjs/common';
import { type Verification } from '../../../core/leads';
import { Database } from '../../../platform/database';
import {
  type IneligibleReason,
  type Lead,
  LEAD_COLUMNS,
  suppressionLockKey,
  type UnassignedReason,
} from '../../leads';

/** What verification found, and where the lead goes from there. */
export interface VerifiedLead {
  leadId: string;
  /** Why it may not be contacted; null when it may. */
  ineligibleReason: IneligibleReason | null;
  verification: Verification;
  at: Date;
  /** Why the lead goes to nobody; null when it is to be distributed. */
  unassignedReason: UnassignedReason | null;
}

/** A worker usually takes the next step at once; the sweep looks no earlier than this. */
const NEXT_STEP_GRACE = `interval '10 seconds'`;

/**
 * Moves leads from step to step. Every change names the step it ends, so a step that two workers take, or one
 * worker twice, is taken once: the second finds no row.
 */
@Injectable()
export class LeadStepsRepository {
  constructor(private readonly database: Database) {}

  /** The lead if it is still to be verified. */
  async findUnverified(leadId: string): Promise<Lead | null> {
    const [lead] = await this.database.query<Lead>(
      `SELECT ${LEAD_COLUMNS} FROM leads WHERE id = $1 AND step = 'verify'`,
      [leadId],
    );
    return lead ?? null;
  }

  /**
   * The oldest lead with this e-mail address among those from `since` on that came in before `lead`.
   *
   * @param since the lowest id of that time
   */
  async findEarlierByEmail({ accountId, email, id }: Lead, since: string): Promise<string | null> {
    const [earlier] = await this.database.query<{ id: string }>(
      `SELECT id FROM leads WHERE account_id = $1 AND email = $2 AND id >= $3 AND id < $4 ORDER BY id LIMIT 1`,
      [accountId, email, since, id],
    );
    return earlier?.id ?? null;
  }

  /** Lets the sweep find the lead, which cannot be verified now, after this time. */
  async postponeVerification(leadId: string, waitMs: number): Promise<void> {
    await this.database.query(
      `UPDATE leads SET step_due_at = now() + make_interval(secs => $2 / 1000.0) WHERE id = $1 AND step = 'verify'`,
      [leadId, waitMs],
    );
  }

  /** @returns false when the lead was verified already */
  async markVerified(verified: VerifiedLead): Promise<boolean> {
    const { leadId, ineligibleReason, verification, at, unassignedReason } = verified;
    const rows = await this.database.query(
      `UPDATE leads SET verification = $2, verified_at = $3, updated_at = $3, unassigned_reason = $4::text,
         is_eligible = $5::text IS NULL, ineligible_reason = $5::text,
         step = CASE WHEN $4::text IS NULL THEN 'distribute' END,
         step_due_at = CASE WHEN $4::text IS NULL THEN now() + ${NEXT_STEP_GRACE} END,
         routed_at = CASE WHEN $4::text IS NOT NULL THEN $3::timestamptz END
       WHERE id = $1 AND step = 'verify' RETURNING 1`,
      [leadId, JSON.stringify(verification), at, unassignedReason, ineligibleReason],
    );
    return rows.length > 0;
  }

  /** The lead if it is still to be distributed; until the transaction ends nobody else can do it. */
  async lockUndistributed(leadId: string): Promise<Lead | null> {
    const [lead] = await this.database.query<Lead>(
      `SELECT ${LEAD_COLUMNS} FROM leads WHERE id = $1 AND step = 'distribute' FOR NO KEY UPDATE`,
      [leadId],
    );
    return lead ?? null;
  }

  /** Ends the way of a lead that `lockUndistributed` gave. */
  async markDistributed(leadId: string, buyerId: string, at: Date): Promise<void> {
    await this.database.query(
      `UPDATE leads SET buyer_id = $2, routed_at = $3, updated_at = $3, step = NULL, step_due_at = NULL
       WHERE id = $1 AND step = 'distribute'`,
      [leadId, buyerId, at],
    );
  }

  /** Ends it without a buyer. */
  async markUnassigned(leadId: string, reason: UnassignedReason, at: Date): Promise<void> {
    await this.database.query(
      `UPDATE leads SET unassigned_reason = $2, routed_at = $3, updated_at = $3, step = NULL, step_due_at = NULL
       WHERE id = $1 AND step = 'distribute'`,
      [leadId, reason, at],
    );
  }

  /**
   * Marks a lead whose number was suppressed on its way as one that may not be contacted any more. A number that is
   * being suppressed is waited for; one that is not there yet cannot come before the transaction ends.
   *
   * @returns whether it was
   */
  async markIfSuppressed(leadId: string): Promise<boolean> {
    // A statement of its own: the next one then sees what was committed while this one waited.
    await this.database.query(
      `SELECT pg_advisory_xact_lock_shared(${suppressionLockKey('account_id', 'phone')})
       FROM leads WHERE id = $1 AND phone IS NOT NULL`,
      [leadId],
    );
    const rows = await this.database.query(
      `UPDATE leads SET is_eligible = false, ineligible_reason = 'suppressed'
       WHERE id = $1 AND EXISTS (SELECT 1 FROM suppressions
         WHERE suppressions.account_id = leads.account_id AND suppressions.phone = leads.phone)
       RETURNING 1`,
      [leadId],
    );
    return rows.length > 0;
  }
}
