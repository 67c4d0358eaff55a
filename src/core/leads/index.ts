export { assessLead, type AssessLeadInput } from './assess-lead';
export { chooseByWeight } from './choose-by-weight';
export { isEmailAddress, mailDomainOf } from './judge-email';
export { type Consent, type LeadInquiry, type LeadProfile } from './lead-profile';
export { judgeTargeting, type TargetedLead, type TargetingVerdict } from './matches-targeting';
export { isE164, normalisePhone } from './normalise-phone';
export { readAddress } from './read-address';
export { type ActiveHours, type Targeting, WEEKDAYS, type Weekday } from './targeting';
export { normaliseState, US_STATES } from './us-states';
export {
  type FiredRule,
  type LeadChecks,
  type MailDomainAnswer,
  type RiskLevel,
  type RoutingDecision,
  type Verification,
  type VerificationStatus,
} from './verification';
export { isTimeZone, localDay } from './wall-clock';
