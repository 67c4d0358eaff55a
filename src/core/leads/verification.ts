/** What a mail domain's DNS says; `unknown` when DNS was away. */
export type MailDomainAnswer = 'accepts' | 'refuses' | 'unknown';

export type RiskLevel = 'low' | 'medium' | 'high';
export type VerificationStatus = 'passed' | 'failed';
/** `held`: verified, but the lead may not be contacted (no consent, suppressed, …). */
export type RoutingDecision = 'approved' | 'rejected' | 'held';

/** One rule that spoke against the lead, with the points it cost. */
export interface FiredRule {
  rule: string;
  points: number;
  /** A plain sentence without personal data. */
  detail: string;
}

/** The checks as `lead.verified` carries them. Null: nothing was given, or it could not be found out. */
export interface LeadChecks {
  email: { valid: boolean | null; deliverable: boolean | null };
  phone: { valid: boolean | null; type: string | null };
  address: { valid: boolean | null; standardized: boolean | null };
  duplicate: { is_duplicate: boolean; lead_id: string | null };
  fraud: { risk_score: number; risk_level: RiskLevel; rules: FiredRule[] };
}

/** A verified lead's result, in the words of `lead.verified`. */
export interface Verification {
  verification_status: VerificationStatus;
  /** 100 less the points of every rule in `deductions`, at least 0. */
  quality_score: number;
  deductions: FiredRule[];
  checks: LeadChecks;
  routing_decision: RoutingDecision;
}
