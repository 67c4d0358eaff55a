import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database';

/** By what a lead may be known. */
interface KnownBy {
  accountId: string;
  phone: string;
  /** The claim that its own id makes; null without one. */
  id: { kind: string; value: string } | null;
}

/**
 * A day less than a claim of a phone number lasts: one that lapses before the lead is stored is not
 * counted on.
 */
const SURELY_CLAIMED = `interval '29 days'`;

/** A look ahead at what storing a lead will find; takes no locks, and is no proof. */
@Injectable()
export class KnownLeadsRepository {
  constructor(private readonly database: Database) {}

  /** Whether the lead is there already, or its phone number is suppressed. */
  async isKnownOrSuppressed({ accountId, phone, id }: KnownBy): Promise<boolean> {
    const [row] = await this.database.query<{ isKnown: boolean }>(
      `SELECT EXISTS (SELECT FROM suppressions WHERE account_id = $1 AND phone = $2)
         OR EXISTS (SELECT FROM lead_claims
           WHERE account_id = $1 AND kind = 'phone' AND value = $2 AND claimed_at > now() - ${SURELY_CLAIMED})
         OR EXISTS (SELECT FROM lead_claims WHERE account_id = $1 AND kind = $3 AND value = $4) AS "isKnown"`,
      [accountId, phone, id?.kind ?? null, id?.value ?? null],
    );
    return row!.isKnown;
  }
}
