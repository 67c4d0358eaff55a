import { PublishService } from '../../../src/features/bus';
import { type Lead, LeadIntakeRepository, LeadNews } from '../../../src/features/leads';
import { type AccountUnderTest, createSecondAccount } from '../../support/second-account';
import { type Api, startTestPlatform, type TestPlatform } from '../../support/test-platform';
import { aLead } from './a-lead';

interface Entry {
  at: string;
  type: string;
  title: string;
  label: string | null;
  event_id: string | null;
  delivery_id: string | null;
  webhook_id: string | null;
  details: Record<string, unknown> | null;
}

const VERIFICATION = {
  verification_status: 'passed',
  quality_score: 92,
  deductions: [],
  checks: {
    email: { valid: null, deliverable: null },
    phone: { valid: true, type: 'mobile' },
    address: { valid: null, standardized: null },
    duplicate: { is_duplicate: false, lead_id: null },
    fraud: { risk_score: 0, risk_level: 'low', rules: [] },
  },
  routing_decision: 'approved',
};

describe('GET /v1/leads/:id/timeline', () => {
  let test: TestPlatform;
  let account: AccountUnderTest;
  let api: Api;

  beforeAll(async () => {
    // Nobody works here: what workers would write is written by hand, so that it stands still.
    test = await startTestPlatform({ ROLE: 'api' });
    account = await createSecondAccount(test);
    ({ api } = account);
  });

  afterAll(() => test.close());

  const timelineOf = async (id: string): Promise<Entry[]> => {
    const { body } = await api.get(`/v1/leads/${id}/timeline`).expect(200);
    return body.data as Entry[];
  };
  const only = (entries: Entry[], type: string) => entries.filter((entry) => entry.type === type);
  const brief = ({ type, title }: Entry) => `${type}: ${title}`;

  /** Publishes an event that tells of the lead, as a step of its routing does. */
  async function publish(lead: Lead, type: string, buyerId: string | null = null): Promise<string> {
    const { app } = test.platform;
    const data = { lead_id: lead.id, timestamp: '2026-01-15T10:30:00.000Z' };
    const draft = { accountId: account.accountId, buyerId, type, data };
    const [event] = await app.get(PublishService, { strict: false }).publish([draft]);
    const leads = app.get(LeadIntakeRepository, { strict: false });
    await leads.insertEvents([{ leadId: lead.id, eventId: event!.id }]);
    return event!.id;
  }

  const set = ({ id }: Lead, change: string, ...values: unknown[]) =>
    test.database.query(`UPDATE leads SET ${change} WHERE id = $1`, [id, ...values]);

  it('begins with how the lead came in, and what was asked of others', async () => {
    const lead = await aLead(test, account.accountId, { source: 'my-webform', isCallWanted: true });
    const [submitted, called, ...rest] = await timelineOf(lead.id);
    expect(submitted).toEqual({
      at: lead.createdAt.toISOString(),
      type: 'submitted',
      title: 'Came in through the API, from my-webform.',
      label: null,
      event_id: expect.stringMatching(/^evt_/),
      delivery_id: null,
      webhook_id: null,
      details: { door: 'api', source: 'my-webform', eligible: true, ineligible_reason: null },
    });
    expect(called).toMatchObject({ type: 'call_requested', title: 'A call was requested.' });
    const { body: event } = await api.get(`/v1/events/${called!.event_id}`).expect(200);
    expect(event.type).toBe('lead.call_requested');
    expect(rest).toEqual([]);
  });

  it('tells verification and distribution with their events, in the order of their times', async () => {
    const lead = await aLead(test, account.accountId);
    const verified = await publish(lead, 'lead.verified');
    const distributed = await publish(lead, 'lead.distributed', null);
    await set(
      lead,
      `step = NULL, step_due_at = NULL, verification = $2, verified_at = now() + interval '1 minute',
       buyer_id = 'acme', routed_at = now() + interval '2 minutes'`,
      JSON.stringify(VERIFICATION),
    );
    const entries = await timelineOf(lead.id);
    expect(entries.map(brief)).toEqual([
      'submitted: Came in through the API.',
      'verified: Verification passed with 92 of 100 points; routing approved.',
      'distributed: Handed to buyer acme.',
    ]);
    expect(entries[1]).toMatchObject({
      event_id: verified,
      details: { verification_status: 'passed', quality_score: 92, routing_decision: 'approved' },
    });
    expect(entries[2]).toMatchObject({ event_id: distributed, details: { buyer_id: 'acme' } });
    const { body: shown } = await api.get(`/v1/leads/${lead.id}`).expect(200);
    expect(shown.verification).toEqual(VERIFICATION);
  });

  it.each([
    ['verification_failed', 'its verification failed'],
    ['no_buyers', 'the account has no buyers'],
    ['no_matching_buyer', 'no buyer wants leads like it'],
    ['outside_active_hours', 'the buyers that want it are outside their active hours'],
    ['caps_reached', 'the buyers that want it have reached their daily caps'],
    ['buyer_gone', 'the buyer it was meant for does not exist any more'],
  ])('says why a lead was left: %s', async (reason, why) => {
    const lead = await aLead(test, account.accountId);
    await set(lead, 'step = NULL, step_due_at = NULL, unassigned_reason = $2, routed_at = now()', reason);
    expect((await timelineOf(lead.id)).at(-1)).toMatchObject({
      type: 'unassigned',
      title: `Handed to no buyer: ${why}.`,
      details: { unassigned_reason: reason },
    });
  });

  it('says why a lead was held back', async () => {
    const lead = await aLead(test, account.accountId, { consent: null });
    await set(lead, `step = NULL, step_due_at = NULL, unassigned_reason = 'not_eligible', routed_at = now()`);
    const entries = await timelineOf(lead.id);
    expect(entries[0]!.details).toMatchObject({ eligible: false, ineligible_reason: 'no_consent' });
    expect(entries.at(-1)).toMatchObject({
      type: 'held',
      title: 'Held back: there is no evidence of consent.',
      details: { ineligible_reason: 'no_consent' },
    });
  });

  it('tells follow-ups and news from the CRM, by whom', async () => {
    const lead = await aLead(test, account.accountId);
    const later = new Date(Date.now() + 60_000);
    const { body: submission } = await api
      .post(`/v1/leads/${lead.id}/submissions`, { source: 'chat', submitted_at: later.toISOString() })
      .expect(201);
    const activity = await test.platform.app.get(LeadNews, { strict: false }).insertCrmActivity({
      accountId: account.accountId,
      leadId: lead.id,
      crmLeadId: 'crm-1',
      eventType: 'status_changed',
      payload: '{"status":"qualified"}',
      receivedAt: new Date(later.getTime() + 1),
    });
    await publish(lead, 'lead.crm_updated');
    const [, followUp, told, ...rest] = await timelineOf(lead.id);
    expect(followUp).toMatchObject({
      at: later.toISOString(),
      type: 'submission',
      title: 'A follow-up came in, from chat.',
      details: { submission_id: submission.id, source: 'chat' },
    });
    expect(told).toMatchObject({
      type: 'crm_activity',
      label: 'CRM',
      title: 'The CRM reported status_changed.',
      details: { crm_activity_id: activity, crm_lead_id: 'crm-1', event_type: 'status_changed' },
    });
    expect(rest).toEqual([]);
  });

  it('tells the deliveries of its own events, and how they went', async () => {
    const { body: hook } = await api
      .post('/v1/webhooks', { url: 'http://127.0.0.1:9/hook', events: ['lead.*'] })
      .expect(201);
    const lead = await aLead(test, account.accountId);
    const stranger = await aLead(test, account.accountId);
    const events = {
      pending: (await timelineOf(lead.id))[0]!.event_id!,
      success: await publish(lead, 'lead.verified'),
      failed: await publish(lead, 'lead.distributed'),
    };
    await test.database.query(
      `UPDATE deliveries SET status = 'success', attempts = 2, last_status_code = 204, next_attempt_at = NULL,
         completed_at = now() + interval '1 minute' WHERE event_id = $1`,
      [events.success],
    );
    await test.database.query(
      `UPDATE deliveries SET status = 'failed', attempts = 6, next_attempt_at = NULL,
         completed_at = now() + interval '2 minutes' WHERE event_id = $1`,
      [events.failed],
    );
    const deliveries = only(await timelineOf(lead.id), 'delivery');
    expect(deliveries.map(({ event_id, title }) => [event_id, title])).toEqual([
      [events.pending, 'lead.submitted is being delivered.'],
      [events.success, 'lead.verified was delivered after 2 attempts, last answered with 204.'],
      [events.failed, 'lead.distributed could not be delivered: 6 attempts, without an answer.'],
    ]);
    expect(deliveries[1]).toMatchObject({
      webhook_id: hook.id,
      details: { status: 'success', attempt_count: 2, last_status_code: 204, next_attempt_at: null },
    });
    for (const { delivery_id: id, event_id } of deliveries) {
      const { body } = await api.get(`/v1/deliveries/${id}`).expect(200);
      expect(body).toMatchObject({ id, event_id });
    }
    expect(only(await timelineOf(stranger.id), 'delivery')).toHaveLength(1);
    await api.delete(`/v1/webhooks/${hook.id}`).expect(204);
  });

  it('tells what the rows say once the events are no longer kept', async () => {
    const lead = await aLead(test, account.accountId, { isCallWanted: true });
    await test.database.query(
      'DELETE FROM events WHERE id IN (SELECT event_id FROM lead_events WHERE lead_id = $1)',
      [lead.id],
    );
    expect(await timelineOf(lead.id)).toMatchObject([{ type: 'submitted', event_id: null }]);
  });

  it('names other events that tell of the lead, and stays of a bounded length', async () => {
    const lead = await aLead(test, account.accountId);
    for (let n = 0; n < 3; n++) await publish(lead, 'bid.won');
    const published = only(await timelineOf(lead.id), 'sold');
    expect(published.map(({ title }) => title)).toEqual(
      Array.from({ length: 3 }, () => 'A buyer won the auction.'),
    );
    await test.database.query(
      `INSERT INTO lead_submissions (id, account_id, lead_id, custom_fields, submitted_at)
       SELECT 'sub_' || lpad(n::text, 26, '0'), $2, $1, '{}', now() FROM generate_series(1, 250) n`,
      [lead.id, account.accountId],
    );
    const followUps = only(await timelineOf(lead.id), 'submission');
    expect(followUps).toHaveLength(200);
    expect(followUps[0]!.details!['submission_id']).toBe(`sub_${'51'.padStart(26, '0')}`);
  });
});
