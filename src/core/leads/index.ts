export { isWithinHours } from './active-hours';
export { assessLead, type AssessLeadInput } from './assess-lead';
export { chooseByWeight } from './choose-by-weight';
export { judgeAddress, type AddressJudgement } from './judge-address';
export { isDisposableDomain, isEmailAddress, mailDomainOf } from './judge-email';
export { judgePhone, type PhoneJudgement } from './judge-phone';
export { type Consent, type LeadInquiry, type LeadProfile } from './lead-profile';
export { judgeTargeting, type TargetedLead, type TargetingVerdict } from './matches-targeting';
export { isE164, normalisePhone } from './normalise-phone';
export { type GivenAddress, readAddress } from './read-address';
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
