import { Client } from 'pg';
import { type MailDomainAnswer } from '../../../src/core/leads';
import { LeadBell } from '../../../src/features/leads';
import { LeadStepsService } from '../../../src/features/routing/lead-steps.service';
import { RoutingEvents } from '../../../src/features/routing/routing-events';
import { VerifyService } from '../../../src/features/routing/verify.service';
import { Logger } from '../../../src/platform/logging';
import { MailDomains } from '../../../src/platform/mail-domains';
import { describeOnBothBackends } from '../../support/backends';
import { type PlatformProcess, startPlatformProcess } from '../../support/platform-process';
import { startTestPlatform, type TestPlatform } from '../../support/test-platform';
import { waitFor } from '../../support/wait-for';
import { LeadsUnderTest, newPhone } from './leads-under-test';

const WHOLE_WAY = ['lead.submitted', 'lead.verified', 'lead.distributed'];

describeOnBothBackends('every lead takes each step once', (backend) => {
  let test: TestPlatform;
  let leads: LeadsUnderTest;
  let buyerId: string;
  const processes: PlatformProcess[] = [];

  // Compiling is not on the time of the tests.

  const start = async (env: Record<string, string> = {}) => {
    test = await startTestPlatform(env, backend);
    leads = await LeadsUnderTest.create(test);
    buyerId = await leads.buyer({});
  };

  afterEach(async () => {
    jest.restoreAllMocks();
    await Promise.all(processes.splice(0).map((process) => process.kill()));
    await test.close();
  });

  /** Takes a lead in whose ring gets lost on its way. */
  const acceptUnheard = async (fields = {}): Promise<string> => {
    const bell = test.platform.app.get(LeadBell, { strict: false });
    const silence = jest.spyOn(bell, 'ring').mockReturnValue();
    const leadId = await leads.accept(fields);
    silence.mockRestore();
    return leadId;
  };

  const expectWholeWay = async (leadId: string, limitMs?: number) => {
    expect(await leads.routed(leadId, limitMs)).toMatchObject({ buyer_id: buyerId });
    expect(await leads.typesOf(leadId)).toEqual(WHOLE_WAY);
    expect(await test.database.query('SELECT leads FROM buyer_days')).toEqual([{ leads: 1 }]);
  };

  it('when its job runs again and again, and several at once', async () => {
    await start();
    const steps = test.platform.app.get(LeadStepsService, { strict: false });
    const domains = test.platform.app.get(MailDomains, { strict: false });
    let answer: (() => void) | undefined;
    const dns = new Promise<MailDomainAnswer>((resolve) => (answer = () => resolve('accepts')));
    const judge = jest.spyOn(domains, 'judge').mockReturnValue(dns);
    const leadId = await acceptUnheard({ email: 'jane@example.com' });
    const runs = Array.from({ length: 5 }, () => steps.run(leadId));
    await waitFor('all to be in the middle of the first step', () => judge.mock.calls.length === 5);
    answer?.();
    await Promise.all(runs);
    await expectWholeWay(leadId);
    await steps.run(leadId);
    await expectWholeWay(leadId);
  });

  it('when its ring got lost', async () => {
    await start();
    const leadId = await acceptUnheard();
    await leads.makeDue(leadId);
    await expectWholeWay(leadId);
  });

  it('when it was left between the steps', async () => {
    await start();
    const leadId = await acceptUnheard();
    await test.platform.app.get(VerifyService, { strict: false }).run(leadId);
    expect(await leads.find(leadId)).toMatchObject({ step: 'distribute' });
    expect(await leads.typesOf(leadId)).toEqual(['lead.submitted', 'lead.verified']);
    await leads.makeDue(leadId);
    await expectWholeWay(leadId);
  });

  it('when a step fails half-way, of which the log tells nothing personal', async () => {
    await start();
    const phone = newPhone();
    const events = test.platform.app.get(RoutingEvents, { strict: false });
    jest.spyOn(events, 'verified').mockRejectedValueOnce(new Error(`Key (phone)=(${phone}) is bad`));
    const failure = jest.spyOn(test.platform.app.get(Logger), 'failure');
    const leadId = await leads.accept({ phone });
    await waitFor('the failure to be logged', () => failure.mock.calls.length > 0);
    expect(failure.mock.calls).toEqual([
      ['lead.step_failed', expect.objectContaining({ lead_id: leadId, error_name: 'Error' })],
    ]);
    expect(JSON.stringify(failure.mock.calls)).not.toContain(phone.slice(2));
    expect(await leads.find(leadId)).toMatchObject({ step: 'verify', verification: null, verified_at: null });
    expect(await leads.typesOf(leadId)).toEqual(['lead.submitted']);
    await leads.makeDue(leadId);
    await expectWholeWay(leadId);
  });

  it('when it waits while no worker runs', async () => {
    await start({ ROLE: 'api' });
    const leadId = await leads.accept();
    await test.stop();
    await test.restart({ ROLE: 'all' });
    // The stop may have come before the ring; then the sweep finds the lead.
    await leads.makeDue(leadId);
    await expectWholeWay(leadId, 30_000);
  });

  it('when the worker is killed between the steps', async () => {
    await start({ ROLE: 'api' });
    const first = await startPlatformProcess(test, backend, { ROLE: 'worker' });
    processes.push(first);
    const holder = new Client({ connectionString: test.database.url });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT 1 FROM buyers WHERE id = $1 FOR UPDATE', [buyerId]);
    const leadId = await leads.accept();
    await waitFor('the worker to stand before the second step', async () => {
      const blocked = await test.database.query(
        `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
      );
      return blocked.length > 0;
    });
    expect(await leads.find(leadId)).toMatchObject({ step: 'distribute', buyer_id: null });
    await first.kill();
    await holder.query('ROLLBACK');
    await holder.end();
    processes.push(await startPlatformProcess(test, backend, { ROLE: 'worker' }));
    // Until the queue takes the job from the dead worker.
    await expectWholeWay(leadId, 75_000);
  }, 120_000);

  if (backend.name === 'redis') {
    it('when Redis is emptied before a worker comes', async () => {
      await start({ ROLE: 'api' });
      const leadId = await leads.accept();
      await backend.redis!.flush();
      await test.stop();
      await test.restart({ ROLE: 'all' });
      await leads.makeDue(leadId);
      await expectWholeWay(leadId, 30_000);
    });

    it('when Redis is away as it comes in, and comes back empty', async () => {
      await start();
      await backend.redis!.stop();
      const leadId = await leads.accept();
      expect(await leads.find(leadId)).toMatchObject({ step: 'verify' });
      await backend.redis!.start();
      await expectWholeWay(leadId, 60_000);
    });
  }
});
