import { assessLead, type AssessLeadInput } from './assess-lead';
import { LEAD_RULES } from './lead-rules';
import { type LeadProfile } from './lead-profile';

const PROFILE: LeadProfile = {
  first_name: 'Aiden',
  last_name: 'Park',
  address: '4521 Bayshore Blvd',
  city: 'Tampa',
  postal_code: '33611',
};

/** A lead that no rule speaks against. */
const FLAWLESS: AssessLeadInput = {
  phone: '+18135552001',
  email: 'aiden.park@example.com',
  state: 'FL',
  profile: PROFILE,
  mailDomain: 'accepts',
  duplicateOf: null,
  isEligible: true,
};

const PREMIUM_AND_DISPOSABLE = { phone: '+19005551234', email: 'a@mailinator.com' };

function assess(changes: Partial<AssessLeadInput>, profile: Partial<LeadProfile> = {}) {
  return assessLead({ ...FLAWLESS, profile: { ...PROFILE, ...profile }, ...changes });
}

/** Each rule with the one change that makes it fire, and nothing else. */
const CASES: [rule: string, points: number, isRisk: boolean, changes: Partial<AssessLeadInput>][] = [
  ['phone_missing', 30, false, { phone: null }],
  ['phone_invalid', 35, true, { phone: '+15551234567' }],
  ['phone_premium', 40, true, { phone: '+19005551234' }],
  ['phone_premium', 40, true, { phone: '+611300123456' }],
  ['phone_impersonal', 20, true, { phone: '+18005551234' }],
  ['phone_voip', 15, true, { phone: '+445612345678' }],
  ['phone_repeated_digits', 25, true, { phone: '+18135555555' }],
  ['email_missing', 10, false, { email: null, mailDomain: null }],
  ['email_syntax', 20, true, { email: 'aiden.park', mailDomain: null }],
  ['email_domain_refuses_mail', 30, true, { mailDomain: 'refuses' }],
  ['email_disposable', 30, true, { email: 'a@MAILINATOR.com' }],
  ['name_missing', 5, false, { profile: { ...PROFILE, first_name: '', last_name: undefined } }],
  ['name_looks_generated', 20, true, { profile: { ...PROFILE, first_name: 'test', last_name: 'test' } }],
  ['address_missing', 5, false, { profile: { name: 'Aiden Park' } }],
  ['address_incomplete', 5, false, { profile: { ...PROFILE, city: undefined } }],
  ['address_zip_state_mismatch', 15, true, { state: 'TX' }],
  ['duplicate_lead', 15, true, { duplicateOf: 'lead_1' }],
];

describe('assessLead', () => {
  it('finds nothing against a flawless lead', () => {
    expect(assess({})).toEqual({
      verification_status: 'passed',
      quality_score: 100,
      deductions: [],
      checks: {
        email: { valid: true, deliverable: true },
        phone: { valid: true, type: 'fixed_line_or_mobile' },
        address: { valid: true, standardized: true },
        duplicate: { is_duplicate: false, lead_id: null },
        fraud: { risk_score: 0, risk_level: 'low', rules: [] },
      },
      routing_decision: 'approved',
    });
  });

  it.each(CASES)('fires %s for %i points, risk: %s', (rule, points, isRisk, changes) => {
    const { deductions, quality_score, checks } = assess(changes);
    const fired = [{ rule, points, detail: expect.stringMatching(/^[A-Z].*\.$/) as string }];
    expect(deductions).toEqual(fired);
    expect(quality_score).toBe(100 - points);
    expect(checks.fraud.rules).toEqual(isRisk ? fired : []);
    expect(checks.fraud.risk_score).toBe(isRisk ? points : 0);
  });

  it('has a test for every rule', () => {
    expect(new Set(CASES.map(([rule]) => rule))).toEqual(new Set(LEAD_RULES.map(({ rule }) => rule)));
  });

  it.each([
    ['low', 25, { phone: '+18135555555' }],
    ['medium', 30, { mailDomain: 'refuses' as const }],
    ['medium', 55, { phone: '+19005551234', duplicateOf: 'lead_1' }],
    ['high', 60, { mailDomain: 'refuses' as const, email: 'a@mailinator.com' }],
  ])('calls risk %s at %i', (level, score, changes) => {
    expect(assess(changes).checks.fraud).toMatchObject({ risk_level: level, risk_score: score });
  });

  it('keeps the scores between 0 and 100', () => {
    const profile = { first_name: 'test', last_name: 'test' };
    const worst = assess(
      { ...PREMIUM_AND_DISPOSABLE, mailDomain: 'refuses', duplicateOf: 'x', state: 'TX' },
      profile,
    );
    expect(worst.quality_score).toBe(0);
    expect(worst.checks.fraud.risk_score).toBe(100);
  });

  it('reads a whole address given in one line', () => {
    const { checks } = assess({
      profile: { name: 'Aiden Park', address: '4521 Bayshore Blvd, Tampa FL 33611' },
    });
    expect(checks.address).toEqual({ valid: true, standardized: true });
  });

  it('knows nothing of what was not given', () => {
    const { checks } = assess({ phone: null, email: null, mailDomain: null, profile: {} });
    expect(checks).toMatchObject({
      email: { valid: null, deliverable: null },
      phone: { valid: null, type: null },
      address: { valid: null, standardized: null },
    });
  });

  it.each(['unknown' as const, null])('takes no points when DNS said %s', (mailDomain) => {
    const { checks, quality_score } = assess({ mailDomain });
    expect(checks.email).toEqual({ valid: true, deliverable: null });
    expect(quality_score).toBe(100);
  });

  it.each([
    ['malformed', { email: 'aiden.park', mailDomain: null }, { valid: false, deliverable: false }],
    ['of a domain without mail', { mailDomain: 'refuses' as const }, { valid: true, deliverable: false }],
  ])('finds an e-mail address undeliverable that is %s', (_kind, changes, email) => {
    expect(assess(changes).checks.email).toEqual(email);
  });

  it('names the lead that is repeated', () => {
    expect(assess({ duplicateOf: 'lead_1' }).checks.duplicate).toEqual({
      is_duplicate: true,
      lead_id: 'lead_1',
    });
  });

  it.each([
    ['passed', 'phone alone', { email: null, mailDomain: null }],
    ['passed', 'e-mail alone', { phone: null }],
    ['passed', 'e-mail beside an invalid phone', { phone: '+15551234567' }],
    ['passed', 'e-mail while DNS is away', { phone: null, mailDomain: 'unknown' as const }],
    ['failed', 'nothing', { phone: null, email: null, mailDomain: null }],
    ['failed', 'malformed e-mail', { phone: null, email: 'aiden.park', mailDomain: null }],
    ['failed', 'refused e-mail', { phone: null, mailDomain: 'refuses' as const }],
    ['failed', 'disposable e-mail', { phone: null, email: 'a@mailinator.com' }],
    ['failed', 'high risk', PREMIUM_AND_DISPOSABLE],
  ])('has %s a lead with %s', (status, _what, changes) => {
    const { verification_status, routing_decision } = assess(changes);
    expect(verification_status).toBe(status);
    expect(routing_decision).toBe(status === 'passed' ? 'approved' : 'rejected');
  });

  it.each([FLAWLESS.phone, '+15551234567'])('holds a lead that may not be contacted: %s', (phone) => {
    expect(assess({ phone, isEligible: false }).routing_decision).toBe('held');
  });

  it('fails a lead whose only contact is the fictional number of the documented sample', () => {
    const sample = { phone: '+15551234567', state: 'TX', profile: { first_name: 'Jane' } };
    const verification = assess({ ...sample, email: null, mailDomain: null });
    expect(verification).toMatchObject({
      verification_status: 'failed',
      quality_score: 50,
      checks: { fraud: { risk_score: 35, risk_level: 'medium' } },
      routing_decision: 'rejected',
    });
    const fired = verification.deductions.map(({ rule }) => rule);
    expect(fired).toEqual(['phone_invalid', 'email_missing', 'address_missing']);
  });
});
