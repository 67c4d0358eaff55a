import { judgeAddress } from './judge-address';
import { isDisposableDomain, isEmailAddress, mailDomainOf } from './judge-email';
import { fullNameOf, looksGenerated } from './judge-name';
import { judgePhone } from './judge-phone';
import { LEAD_RULES, type LeadFacts, type LeadRule } from './lead-rules';
import { type LeadProfile } from './lead-profile';
import {
  type FiredRule,
  type LeadChecks,
  type MailDomainAnswer,
  type RiskLevel,
  type Verification,
} from './verification';

export interface AssessLeadInput {
  /** E.164. */
  phone: string | null;
  email: string | null;
  /** Two-letter code. */
  state: string | null;
  profile: LeadProfile;
  /** What DNS says of the domain of `email`; null when it was not asked. */
  mailDomain: MailDomainAnswer | null;
  /** Id of an earlier lead with the same contact data. */
  duplicateOf: string | null;
  /** The lead may be contacted: consent, no suppression, … */
  isEligible: boolean;
}

const HIGHEST_SCORE = 100;
const MEDIUM_RISK = 30;
const HIGH_RISK = 60;

/**
 * Verifies a lead by rules that each have a name, fixed points and a plain sentence. No rule weighs another, nothing
 * is learnt or guessed, and what could not be found out (DNS away) costs nothing.
 *
 * | rule | points | risk | fires when |
 * |---|---|---|---|
 * | `phone_missing` | 30 | | no phone number |
 * | `phone_invalid` | 35 | yes | in no assigned range of its country |
 * | `phone_premium` | 40 | yes | premium rate or shared cost |
 * | `phone_impersonal` | 20 | yes | toll-free, company-wide, pager, voicemail |
 * | `phone_voip` | 15 | yes | voice over IP |
 * | `phone_repeated_digits` | 25 | yes | the last seven digits are the same |
 * | `email_missing` | 10 | | no e-mail address |
 * | `email_syntax` | 20 | yes | malformed |
 * | `email_domain_refuses_mail` | 30 | yes | DNS names no host that takes its mail |
 * | `email_disposable` | 30 | yes | a well-known service of throw-away mailboxes |
 * | `name_missing` | 5 | | no name |
 * | `name_looks_generated` | 20 | yes | digits, markup, one letter over and over, `test` and the like |
 * | `address_missing` | 5 | | nothing of an address |
 * | `address_incomplete` | 5 | | a part is missing or malformed |
 * | `address_zip_state_mismatch` | 15 | yes | the ZIP code belongs to another state |
 * | `duplicate_lead` | 15 | yes | an earlier lead has the same contact data |
 *
 * - `risk_score`: the points of the risk rules that fired, at most 100; `risk_level` is low below 30, medium below 60,
 *   high from there.
 * - `quality_score`: 100 less the points of all rules that fired, at least 0.
 * - `verification_status`: failed when risk is high, or when the lead can be reached neither way (phone missing or
 *   invalid, and e-mail missing, malformed, disposable or refused by its domain).
 * - `routing_decision`: held when the lead may not be contacted, else rejected when failed, else approved.
 */
export function assessLead(input: AssessLeadInput): Verification {
  const facts = gatherFacts(input);
  const fired = LEAD_RULES.filter((rule) => rule.fires(facts));
  const risks = fired.filter(({ isRisk }) => isRisk);
  const riskScore = Math.min(HIGHEST_SCORE, sumPoints(risks));
  const riskLevel = riskLevelOf(riskScore);
  const hasPassed = riskLevel !== 'high' && (facts.phone?.valid === true || isUsable(facts.email));
  return {
    verification_status: hasPassed ? 'passed' : 'failed',
    quality_score: Math.max(0, HIGHEST_SCORE - sumPoints(fired)),
    deductions: fired.map(asFired),
    checks: {
      ...describeContact(facts),
      duplicate: { is_duplicate: facts.isDuplicate, lead_id: input.duplicateOf },
      fraud: { risk_score: riskScore, risk_level: riskLevel, rules: risks.map(asFired) },
    },
    routing_decision: routingOf(input.isEligible, hasPassed),
  };
}

function gatherFacts({ phone, email, state, profile, mailDomain, duplicateOf }: AssessLeadInput): LeadFacts {
  const name = fullNameOf(profile);
  return {
    phone: phone === null ? null : { ...judgePhone(phone), e164: phone },
    email: email === null ? null : judgeEmail(email, mailDomain ?? 'unknown'),
    address: judgeAddress({
      address: profile.address,
      city: profile.city,
      state,
      postal_code: profile.postal_code,
    }),
    name: name === null ? null : { looksGenerated: looksGenerated(name) },
    isDuplicate: duplicateOf !== null,
  };
}

function judgeEmail(email: string, mailDomain: MailDomainAnswer): LeadFacts['email'] {
  const valid = isEmailAddress(email);
  return { valid, isDisposable: valid && isDisposableDomain(mailDomainOf(email)), mailDomain };
}

function isUsable(email: LeadFacts['email']): boolean {
  return email !== null && email.valid && !email.isDisposable && email.mailDomain !== 'refuses';
}

function describeContact({
  phone,
  email,
  address,
}: LeadFacts): Pick<LeadChecks, 'email' | 'phone' | 'address'> {
  return {
    email: { valid: email?.valid ?? null, deliverable: deliverabilityOf(email) },
    phone: { valid: phone?.valid ?? null, type: phone?.type ?? null },
    address: { valid: address.valid, standardized: address.standardized },
  };
}

/** Whether mail could be delivered; null when there is no address or its domain could not be asked. */
function deliverabilityOf(email: LeadFacts['email']): boolean | null {
  if (email === null || (email.valid && email.mailDomain === 'unknown')) {
    return null;
  }
  return email.valid && email.mailDomain === 'accepts';
}

function riskLevelOf(riskScore: number): RiskLevel {
  if (riskScore < MEDIUM_RISK) {
    return 'low';
  }
  return riskScore < HIGH_RISK ? 'medium' : 'high';
}

function routingOf(isEligible: boolean, hasPassed: boolean): Verification['routing_decision'] {
  if (!isEligible) {
    return 'held';
  }
  return hasPassed ? 'approved' : 'rejected';
}

function sumPoints(rules: LeadRule[]): number {
  return rules.reduce((sum, { points }) => sum + points, 0);
}

function asFired({ rule, points, detail }: LeadRule): FiredRule {
  return { rule, points, detail };
}
