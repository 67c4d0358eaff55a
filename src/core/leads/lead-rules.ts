import { type AddressJudgement } from './judge-address';
import { type PhoneJudgement } from './judge-phone';
import { type FiredRule, type MailDomainAnswer } from './verification';

/** What the rules look at: everything found out about a lead. Null: not given. */
export interface LeadFacts {
  phone: (PhoneJudgement & { e164: string }) | null;
  email: { valid: boolean; isDisposable: boolean; mailDomain: MailDomainAnswer } | null;
  address: AddressJudgement;
  name: { looksGenerated: boolean } | null;
  isDuplicate: boolean;
}

export interface LeadRule extends FiredRule {
  /** Counts toward the risk score too, not only against quality: a sign of fraud, not of carelessness. */
  isRisk: boolean;
  fires: (facts: LeadFacts) => boolean;
}

/** Numbers that nobody answers as their own: service lines of companies, pagers, mailboxes. */
const IMPERSONAL_TYPES = new Set(['toll_free', 'uan', 'pager', 'voicemail']);
/** Numbers that cost the caller. */
const PREMIUM_TYPES = new Set(['premium_rate', 'shared_cost']);
/** `+1 813 555 5555` */
const REPEATED_DIGITS = /(\d)\1{6}$/;

/** Every rule there is; `assessLead` tells how their points add up. */
export const LEAD_RULES: readonly LeadRule[] = [
  {
    rule: 'phone_missing',
    points: 30,
    isRisk: false,
    detail: 'No phone number was given.',
    fires: ({ phone }) => phone === null,
  },
  {
    rule: 'phone_invalid',
    points: 35,
    isRisk: true,
    detail: 'The phone number lies in no assigned range of its country.',
    fires: ({ phone }) => phone?.valid === false,
  },
  {
    rule: 'phone_premium',
    points: 40,
    isRisk: true,
    detail: 'Calling the phone number costs extra.',
    fires: ({ phone }) => PREMIUM_TYPES.has(phone?.type ?? ''),
  },
  {
    rule: 'phone_impersonal',
    points: 20,
    isRisk: true,
    detail: 'The phone number is a service line, not a person’s.',
    fires: ({ phone }) => IMPERSONAL_TYPES.has(phone?.type ?? ''),
  },
  {
    rule: 'phone_voip',
    points: 15,
    isRisk: true,
    detail: 'The phone number is an internet line, which anybody can get at once.',
    fires: ({ phone }) => phone?.type === 'voip',
  },
  {
    rule: 'phone_repeated_digits',
    points: 25,
    isRisk: true,
    detail: 'The phone number ends in the same digit seven times.',
    fires: ({ phone }) => phone !== null && REPEATED_DIGITS.test(phone.e164),
  },
  {
    rule: 'email_missing',
    points: 10,
    isRisk: false,
    detail: 'No e-mail address was given.',
    fires: ({ email }) => email === null,
  },
  {
    rule: 'email_syntax',
    points: 20,
    isRisk: true,
    detail: 'The e-mail address is malformed.',
    fires: ({ email }) => email?.valid === false,
  },
  {
    rule: 'email_domain_refuses_mail',
    points: 30,
    isRisk: true,
    detail: 'The domain of the e-mail address takes no mail.',
    fires: ({ email }) => email?.valid === true && email.mailDomain === 'refuses',
  },
  {
    rule: 'email_disposable',
    points: 30,
    isRisk: true,
    detail: 'The e-mail address belongs to a service of throw-away mailboxes.',
    fires: ({ email }) => email?.isDisposable === true,
  },
  {
    rule: 'name_missing',
    points: 5,
    isRisk: false,
    detail: 'No name was given.',
    fires: ({ name }) => name === null,
  },
  {
    rule: 'name_looks_generated',
    points: 20,
    isRisk: true,
    detail: 'The name looks made up.',
    fires: ({ name }) => name?.looksGenerated === true,
  },
  {
    rule: 'address_missing',
    points: 5,
    isRisk: false,
    detail: 'No address was given.',
    fires: ({ address }) => address.valid === null,
  },
  {
    rule: 'address_incomplete',
    points: 5,
    isRisk: false,
    detail: 'The address lacks a street with number, a city, a state or a ZIP code.',
    fires: ({ address }) => address.fault === 'incomplete',
  },
  {
    rule: 'address_zip_state_mismatch',
    points: 15,
    isRisk: true,
    detail: 'The ZIP code belongs to another state.',
    fires: ({ address }) => address.fault === 'zip_state_mismatch',
  },
  {
    rule: 'duplicate_lead',
    points: 15,
    isRisk: true,
    detail: 'An earlier lead has the same contact data.',
    fires: ({ isDuplicate }) => isDuplicate,
  },
];
