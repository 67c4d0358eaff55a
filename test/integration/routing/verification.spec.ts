import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { lowestIdAt } from '../../../src/core/ids';
import { MailDomains } from '../../../src/platform/mail-domains';
import { startTestPlatform, type TestPlatform } from '../../support/test-platform';
import { answerMailDomains, LeadsUnderTest } from './leads-under-test';

const DAY_MS = 86_400_000;
const EMAIL = 'jane@example.com';
/** No area has this code. */
const INVALID_PHONE = '+15555550123';

describe('verification of leads', () => {
  let test: TestPlatform;
  let leads: LeadsUnderTest;

  beforeAll(async () => {
    test = await startTestPlatform();
  });

  beforeEach(async () => {
    answerMailDomains(test, 'accepts');
    leads = await LeadsUnderTest.create(test);
  });

  afterEach(() => jest.restoreAllMocks());

  afterAll(() => test.close());

  const rulesOf = (lead: { verification: { deductions: { rule: string }[] } | null }) =>
    lead.verification?.deductions.map(({ rule }) => rule);

  describe('of an e-mail address seen before', () => {
    const duplicateOf = async (id: string) => (await leads.find(id)).verification?.checks.duplicate;

    it('names the oldest lead of the last 30 days', async () => {
      const [first, second, third] = [
        await leads.route({ email: EMAIL }),
        await leads.route({ email: EMAIL }),
        await leads.route({ email: EMAIL }),
      ];
      expect(await duplicateOf(first.id)).toEqual({ is_duplicate: false, lead_id: null });
      expect(await duplicateOf(second.id)).toEqual({ is_duplicate: true, lead_id: first.id });
      expect(await duplicateOf(third.id)).toEqual({ is_duplicate: true, lead_id: first.id });
      expect(rulesOf(third)).toContain('duplicate_lead');
    });

    it('looks no further back, and at no other account', async () => {
      const { id } = await leads.route({ email: EMAIL });
      const ageBy = async (days: number, from: string) => {
        const aged = lowestIdAt('lead', Date.now() - days * DAY_MS);
        await test.database.query('UPDATE leads SET id = $2 WHERE id = $1', [from, aged]);
        return aged;
      };
      const recent = await ageBy(29, id);
      expect((await leads.route({ email: EMAIL })).verification!.checks.duplicate.lead_id).toBe(recent);
      await test.database.query('DELETE FROM leads WHERE account_id = $1 AND id <> $2', [
        leads.accountId,
        recent,
      ]);
      await ageBy(31, recent);
      expect((await leads.route({ email: EMAIL })).verification!.checks.duplicate.is_duplicate).toBe(false);
      const other = await LeadsUnderTest.create(test);
      expect((await other.route({ email: EMAIL })).verification!.checks.duplicate.is_duplicate).toBe(false);
    });

    it('is not mixed up by leads without one', async () => {
      await leads.route();
      expect((await leads.route()).verification!.checks.duplicate.is_duplicate).toBe(false);
    });
  });

  describe('by the DNS of the mail domain', () => {
    it('counts a domain that takes no mail against the lead', async () => {
      answerMailDomains(test, 'refuses');
      const lead = await leads.route({ email: EMAIL });
      expect(lead.verification!.checks.email).toEqual({ valid: true, deliverable: false });
      expect(rulesOf(lead)).toContain('email_domain_refuses_mail');
    });

    it('asks nothing about what is no address', async () => {
      const judge = jest.spyOn(test.platform.app.get(MailDomains, { strict: false }), 'judge');
      judge.mockClear();
      const lead = await leads.route({ email: 'jane@' });
      expect(lead.verification!.checks.email).toEqual({ valid: false, deliverable: false });
      expect(judge).not.toHaveBeenCalled();
    });

    it('does not know when DNS is away, and the lead goes on at no cost', async () => {
      jest.restoreAllMocks();
      const silent = createSocket('udp4').bind(0, '127.0.0.1');
      await once(silent, 'listening');
      const domains = test.platform.app.get(MailDomains, { strict: false });
      Object.assign(domains['options'], { servers: [`127.0.0.1:${silent.address().port}`], timeoutMs: 300 });
      const buyerId = await leads.buyer({});
      const lead = await leads.route({ email: EMAIL });
      silent.close();
      expect(lead.verification!.checks.email).toEqual({ valid: true, deliverable: null });
      expect(rulesOf(lead)).not.toContain('email_domain_refuses_mail');
      expect(lead.buyer_id).toBe(buyerId);
    });
  });

  it('holds a lead that may not be contacted, and says so to the account alone', async () => {
    await leads.buyer({});
    const lead = await leads.route({ isConsentRequired: true });
    expect(lead).toMatchObject({
      ineligible_reason: 'no_consent',
      verification: { verification_status: 'passed', routing_decision: 'held' },
      buyer_id: null,
      unassigned_reason: 'not_eligible',
    });
    expect(lead.routed_at).toEqual(lead.verified_at);
    expect(await leads.typesOf(lead.id)).toEqual(['lead.submitted', 'lead.verified']);
  });

  it('keeps a lead that nobody can reach from the buyers', async () => {
    await leads.buyer({});
    const lead = await leads.route({ phone: INVALID_PHONE });
    expect(lead).toMatchObject({
      verification: { verification_status: 'failed', routing_decision: 'rejected' },
      buyer_id: null,
      unassigned_reason: 'verification_failed',
    });
    expect(rulesOf(lead)).toContain('phone_invalid');
    expect(await leads.typesOf(lead.id)).toEqual(['lead.submitted', 'lead.verified']);
  });
});
