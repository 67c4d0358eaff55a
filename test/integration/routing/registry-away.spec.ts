import { type Answer, Receiver } from '../../support/receiver';
import { startTestPlatform, type TestPlatform } from '../../support/test-platform';
import { waitFor } from '../../support/wait-for';
import { LeadsUnderTest } from './leads-under-test';

describe('a lead whose number could not be looked up in the do-not-call registry', () => {
  let test: TestPlatform;
  let leads: LeadsUnderTest;
  let registry: Receiver;
  let buyerId: string;

  beforeEach(async () => {
    registry = await Receiver.start();
    registry.answerWith(503);
    // The registry answers at once, so a busy machine may take its time.
    test = await startTestPlatform({ DNC_URL: registry.url, DNC_TIMEOUT: '10s' });
    leads = await LeadsUnderTest.create(test);
    buyerId = await leads.buyer({});
  });

  afterEach(async () => {
    await test.close();
    await registry.stop();
  });

  const answerListed =
    (listed: boolean): Answer =>
    (response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ listed }));

  /** When the sweep is to look at the lead, in seconds from now. */
  const dueIn = async (leadId: string): Promise<number> => {
    const [row] = await test.database.query<{ seconds: number }>(
      `SELECT extract(epoch FROM step_due_at - now())::float AS seconds FROM leads WHERE id = $1`,
      [leadId],
    );
    return row!.seconds;
  };

  /** Takes a lead in and lets it wait until it is that old, and its next try is due. */
  const acceptAged = async (age: string): Promise<string> => {
    const leadId = await leads.accept();
    await waitFor('the lead to wait', async () => (await dueIn(leadId)) > 20);
    expect(await leads.find(leadId)).toMatchObject({
      step: 'verify',
      ineligible_reason: 'do_not_call_unknown',
    });
    await test.database.query('UPDATE leads SET created_at = created_at - $2::interval WHERE id = $1', [
      leadId,
      age,
    ]);
    return leadId;
  };

  it('goes to a buyer when the registry is back and knows nothing against it', async () => {
    const leadId = await acceptAged('5 minutes');
    registry.answerWith(answerListed(false));
    await leads.makeDue(leadId);
    expect(await leads.routed(leadId)).toMatchObject({
      ineligible_reason: null,
      is_eligible: true,
      verification: { routing_decision: 'approved' },
      buyer_id: buyerId,
    });
    expect(await leads.typesOf(leadId)).toEqual(['lead.submitted', 'lead.verified', 'lead.distributed']);
  });

  it('is held for good when the registry is back and lists it', async () => {
    const leadId = await acceptAged('5 minutes');
    registry.answerWith(answerListed(true));
    await leads.makeDue(leadId);
    expect(await leads.routed(leadId)).toMatchObject({
      ineligible_reason: 'do_not_call',
      is_eligible: false,
      buyer_id: null,
      unassigned_reason: 'not_eligible',
    });
  });

  it('waits on while the registry is away, longer each time', async () => {
    const leadId = await acceptAged('5 minutes');
    const asked = registry.received.length;
    await leads.makeDue(leadId);
    await registry.waitForCount(asked + 1);
    await waitFor('the lead to be put off', async () => (await dueIn(leadId)) > 250);
    expect(await leads.find(leadId)).toMatchObject({ step: 'verify', verification: null });
    expect(await leads.typesOf(leadId)).toEqual(['lead.submitted']);
  });

  it('is held after a day without an answer', async () => {
    const leadId = await acceptAged('24 hours');
    await leads.makeDue(leadId);
    expect(await leads.routed(leadId)).toMatchObject({
      ineligible_reason: 'do_not_call_unknown',
      verification: { routing_decision: 'held' },
      unassigned_reason: 'not_eligible',
    });
  });
});
