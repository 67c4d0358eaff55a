import { Logger } from '../../../src/platform/logging';
import { describeOnBothBackends } from '../../support/backends';
import { brokenInvariants } from '../../support/invariants';
import { Receiver } from '../../support/receiver';
import { startTestPlatform, type TestPlatform } from '../../support/test-platform';
import { verifyAsDocumented } from '../../support/verifiers';
import { waitFor } from '../../support/wait-for';
import { answerMailDomains, LeadsUnderTest } from './leads-under-test';

const LEAD = {
  phone: '+18135552001',
  email: 'aiden.park@gmail.com',
  state: 'FL',
  profile: {
    first_name: 'Aiden',
    last_name: 'Park',
    address: '4521 Bayshore Blvd',
    city: 'Tampa',
    postal_code: '33611',
  },
};

describeOnBothBackends('a lead on its way to a buyer', (backend) => {
  let test: TestPlatform;
  let leads: LeadsUnderTest;
  let receivers: { account: Receiver; buyer: Receiver; rival: Receiver };

  beforeAll(async () => {
    test = await startTestPlatform({}, backend);
    answerMailDomains(test, 'accepts');
  });

  beforeEach(async () => {
    leads = await LeadsUnderTest.create(test);
    const [account, buyer, rival] = await Promise.all([1, 2, 3].map(() => Receiver.start()));
    receivers = { account: account!, buyer: buyer!, rival: rival! };
  });

  afterEach(() => Promise.all(Object.values(receivers).map((receiver) => receiver.stop())));

  afterAll(() => test.close());

  const subscribe = async (receiver: Receiver, fields: object): Promise<string> => {
    const { body } = await leads.api.post('/v1/webhooks', { url: receiver.url, ...fields }).expect(201);
    return body.secret;
  };

  it('is verified for the account and distributed to that buyer, each told by a signed delivery', async () => {
    const buyerId = await leads.buyer({ states: ['FL'], minimum_score: 90 });
    const rivalId = await leads.buyer({ states: ['TX'] });
    await subscribe(receivers.account, { events: ['lead.verified', 'delivery.success'] });
    const secret = await subscribe(receivers.buyer, { events: ['lead.*'], buyer_id: buyerId });
    await subscribe(receivers.rival, { events: ['*'], buyer_id: rivalId });

    const leadId = await leads.accept(LEAD);
    const lead = await leads.routed(leadId);
    expect(lead).toMatchObject({ buyer_id: buyerId, unassigned_reason: null });

    const [distributed] = await receivers.buyer.waitForCount(1);
    expect(verifyAsDocumented(distributed!, secret)).toBe(true);
    expect(JSON.parse(distributed!.body)).toMatchObject({
      type: 'lead.distributed',
      data: {
        lead_id: leadId,
        buyer_id: buyerId,
        phone: LEAD.phone,
        email: LEAD.email,
        state: 'FL',
        ...LEAD.profile,
        eligible: true,
        verification_status: 'passed',
        quality_score: 100,
        timestamp: lead.routed_at!.toISOString(),
      },
    });

    const told = (await receivers.account.waitForCount(3)).map(({ body }) => {
      const { type, data } = JSON.parse(body);
      return { type, of: data.event_type, lead: data.lead_id };
    });
    expect(told).toHaveLength(3);
    expect(told).toEqual(
      expect.arrayContaining([
        { type: 'lead.verified', of: undefined, lead: leadId },
        { type: 'delivery.success', of: 'lead.verified', lead: leadId },
        { type: 'delivery.success', of: 'lead.distributed', lead: leadId },
      ]),
    );
    expect(await leads.typesOf(leadId)).toEqual(['lead.submitted', 'lead.verified', 'lead.distributed']);
    expect(receivers.rival.received).toEqual([]);
    expect(await brokenInvariants(test.database)).toEqual([]);
  });

  it('is verified in the words of the documented example', async () => {
    await subscribe(receivers.account, { events: ['lead.verified'] });
    const lead = await leads.route({ ...LEAD, phone: '+18135552002' });
    const [received] = await receivers.account.waitForCount(1);
    expect(JSON.parse(received!.body)).toEqual({
      id: expect.stringMatching(/^evt_/),
      type: 'lead.verified',
      created: expect.any(String) as string,
      data: {
        lead_id: lead.id,
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
        timestamp: lead.verified_at!.toISOString(),
      },
      api_version: '2024-01-01',
    });
    expect(lead.unassigned_reason).toBe('no_buyers');
  });

  it('leaves nothing personal in the log, and is counted', async () => {
    const logger = test.platform.app.get(Logger);
    const spies = (['info', 'warning', 'failure', 'debug'] as const).map((name) => jest.spyOn(logger, name));
    const buyerId = await leads.buyer({});
    const lead = await leads.route({ ...LEAD, phone: '+18135552003' });
    const lines = await waitFor('the steps to be logged', () => {
      const calls = spies.flatMap(({ mock }) => mock.calls);
      return calls.some(([stage]) => stage === 'lead.distributed') && calls;
    });
    spies.forEach((spy) => spy.mockRestore());
    expect(lines).toContainEqual([
      'lead.verified',
      expect.objectContaining({ lead_id: lead.id, verification_status: 'passed', quality_score: 100 }),
    ]);
    expect(lines).toContainEqual([
      'lead.distributed',
      expect.objectContaining({ lead_id: lead.id, account_id: leads.accountId, buyer_id: buyerId }),
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/8135552003|aiden|park|bayshore/i);
    const metrics = await (await fetch(`${test.platform.url}/metrics`)).text();
    expect(metrics).toMatch(/^synaptis_leads_verified_total\{status="passed"\} [1-9]/m);
    expect(metrics).toMatch(/^synaptis_leads_routed_total\{result="distributed"\} [1-9]/m);
    expect(metrics).toMatch(/^synaptis_leads_waiting\{state="overdue"\} 0$/m);
  });
});
