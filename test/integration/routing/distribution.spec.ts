import { WEEKDAYS } from '../../../src/core/leads';
import { Random } from '../../../src/features/routing/random';
import { VerifyService } from '../../../src/features/routing/verify.service';
import { BuyerDaysRepository, BuyersService } from '../../../src/features/buyers';
import { DistributeService } from '../../../src/features/routing/distribute.service';
import { RoutingEvents } from '../../../src/features/routing/routing-events';
import { Suppressions } from '../../../src/features/leads/suppressions.service';
import { Database } from '../../../src/platform/database';
import { LeadBell } from '../../../src/features/leads';
import { Clock } from '../../../src/platform/clock';
import { Logger } from '../../../src/platform/logging';
import { startTestPlatform, type TestPlatform } from '../../support/test-platform';
import { waitFor } from '../../support/wait-for';
import { type LeadRow, LeadsUnderTest, newPhone } from './leads-under-test';

const DAY_MS = 86_400_000;
/** 555 123 4567: well-formed, and no area has this code. */
const UNASSIGNED_PHONE = '+15551234567';

/** Around the clock on days that are neither today nor next to it, wherever on earth. */
function anotherDay() {
  const [day] = new Date(Date.now() + 3 * DAY_MS).toUTCString().toLowerCase().split(',');
  return { timezone: 'UTC', from: '00:00', to: '00:00', days: [day] };
}

class Gate {
  open: () => void = () => undefined;
  readonly passed = new Promise<void>((resolve) => (this.open = resolve));
}

describe('distribution of leads', () => {
  let test: TestPlatform;
  let leads: LeadsUnderTest;

  beforeAll(async () => {
    test = await startTestPlatform();
  });

  beforeEach(async () => {
    leads = await LeadsUnderTest.create(test);
  });

  afterEach(() => jest.restoreAllMocks());

  afterAll(() => test.close());

  const drawAlways = (chance: number) =>
    jest.spyOn(test.platform.app.get(Random, { strict: false }), 'next').mockReturnValue(chance);

  /** Takes that many leads in at once and waits for all. @returns how many went where */
  const routeMany = async (count: number): Promise<Record<string, number>> => {
    const ids = await Promise.all(Array.from({ length: count }, () => leads.accept()));
    const counts: Record<string, number> = {};
    for (const { buyer_id, unassigned_reason } of await leads.allRouted(ids)) {
      const result = String(buyer_id ?? unassigned_reason);
      counts[result] = (counts[result] ?? 0) + 1;
    }
    return counts;
  };

  const distributedEvents = async (): Promise<number> => {
    const [row] = await test.database.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM events WHERE account_id = $1 AND type = 'lead.distributed'`,
      [leads.accountId],
    );
    return row!.count;
  };

  describe('leaves a lead', () => {
    it.each([
      ['no_buyers', []],
      ['no_buyers', [null]],
      ['no_matching_buyer', [{ states: ['FL'] }]],
      ['no_matching_buyer', [{ sources: ['elsewhere'] }, { minimum_score: 81 }]],
      ['outside_active_hours', [{ active_hours: anotherDay() }]],
      ['outside_active_hours', [{ states: ['FL'] }, { active_hours: anotherDay() }]],
      ['no_matching_buyer', [{ states: ['FL'], active_hours: anotherDay() }]],
    ])('with the reason %s where buyers want %j', async (reason, wanted) => {
      for (const targeting of wanted) await leads.buyer(targeting);
      const lead = await leads.route();
      expect(lead).toMatchObject({ buyer_id: null, unassigned_reason: reason, step: null });
      expect(lead.routed_at).not.toBeNull();
      expect(await leads.typesOf(lead.id)).toEqual(['lead.submitted', 'lead.verified']);
    });
  });

  it.each([
    [{}],
    [{ states: ['TX', 'FL'], sources: ['my-webform'], minimum_score: 80 }],
    [{ active_hours: { ...anotherDay(), days: [...WEEKDAYS] } }],
  ])('gives a lead to a buyer who wants %j', async (targeting) => {
    await leads.buyer({ states: ['FL'] });
    const buyerId = await leads.buyer(targeting);
    const lead = await leads.route();
    expect(lead).toMatchObject({ buyer_id: buyerId, unassigned_reason: null });
    const distributed = (await leads.eventsOf(lead.id)).find(({ type }) => type === 'lead.distributed');
    expect(distributed).toMatchObject({
      buyerId,
      data: { lead_id: lead.id, buyer_id: buyerId, verification_status: 'passed', quality_score: 80 },
    });
  });

  it('asks no buyer of another account', async () => {
    const other = await LeadsUnderTest.create(test);
    await other.buyer({});
    expect((await leads.route()).unassigned_reason).toBe('no_buyers');
  });

  it('lets chance choose among those who want it', async () => {
    for (const id of ['a', 'b', 'c']) await leads.buyer({ weight: 10 }, { id });
    const winners = [];
    for (const chance of [0, 0.34, 0.99]) {
      drawAlways(chance);
      winners.push((await leads.route()).buyer_id);
    }
    expect(winners).toEqual(['a', 'b', 'c']);
  });

  describe('within daily caps', () => {
    let now: Date;

    /** The clock stands still, so that no day ends in the middle of a test. */
    beforeEach(() => {
      now = new Date();
      jest.spyOn(test.platform.app.get(Clock, { strict: false }), 'now').mockReturnValue(now);
    });

    it('gives exactly as many leads as the cap says, however many come at once', async () => {
      const buyerId = await leads.buyer({ daily_cap: 10 });
      expect(await routeMany(50)).toEqual({ [buyerId]: 10, caps_reached: 40 });
      expect(await distributedEvents()).toBe(10);
      const days = await test.database.query('SELECT leads FROM buyer_days WHERE buyer_id = $1', [buyerId]);
      expect(days).toEqual([{ leads: 10 }]);
    });

    it('draws again when the one drawn is full', async () => {
      drawAlways(0);
      await leads.buyer({ daily_cap: 5, weight: 1000 }, { id: 'a-small' });
      await leads.buyer({ daily_cap: 7 }, { id: 'b-small' });
      await leads.buyer({}, { id: 'c-large' });
      expect(await routeMany(20)).toEqual({ 'a-small': 5, 'b-small': 7, 'c-large': 8 });
    });

    it('asks the database for no buyer that is full, however many there are', async () => {
      const ids = Array.from({ length: 300 }, (_, index) => `full-${index}`);
      await test.database.query(
        `INSERT INTO buyers (account_id, id, name, metadata, targeting, created_at)
         SELECT $1, id, id, '{}', '{"daily_cap": 3, "weight": 1000}', now() FROM unnest($2::text[]) AS input (id)`,
        [leads.accountId, ids],
      );
      await test.database.query(
        `INSERT INTO buyer_days (account_id, buyer_id, day, leads)
         SELECT $1, id, $3::date, 3 FROM unnest($2::text[]) AS input (id)`,
        [leads.accountId, ids, now.toISOString().slice(0, 10)],
      );
      const hold = jest.spyOn(test.platform.app.get(BuyersService, { strict: false }), 'hold');
      const claim = jest.spyOn(test.platform.app.get(BuyerDaysRepository, { strict: false }), 'claim');
      expect((await leads.route()).unassigned_reason).toBe('caps_reached');
      expect([hold.mock.calls, claim.mock.calls]).toEqual([[], []]);
      const open = await leads.buyer({});
      expect((await leads.route()).buyer_id).toBe(open);
      expect([hold.mock.calls.length, claim.mock.calls.length]).toEqual([1, 1]);
    });

    it('draws again when somebody else was faster, five times at most; the sweep begins anew', async () => {
      const ids = await Promise.all(Array.from({ length: 8 }, () => leads.buyer({ daily_cap: 10 })));
      const days = test.platform.app.get(BuyerDaysRepository, { strict: false });
      const claim = jest.spyOn(days, 'claim').mockResolvedValueOnce(false);
      expect((await leads.route()).buyer_id).toBe(claim.mock.calls[1]?.[0].buyerId);
      claim.mockClear();
      claim.mockResolvedValue(false);
      const failure = jest.spyOn(test.platform.app.get(Logger), 'failure');
      const leadId = await leads.accept();
      await waitFor('the draws to end', () => failure.mock.calls.length > 0);
      const drawn = claim.mock.calls.map(([{ buyerId }]) => buyerId);
      expect([drawn.length, new Set(drawn).size]).toEqual([5, 5]);
      claim.mockRestore();
      await leads.makeDue(leadId);
      expect(ids).toContain((await leads.routed(leadId)).buyer_id);
    });

    it("counts by the buyer's own calendar", async () => {
      // 25 hours apart: never the same date.
      const allDay = { from: '00:00', to: '00:00' };
      await leads.buyer({ active_hours: { ...allDay, timezone: 'Pacific/Kiritimati' } }, { id: 'east' });
      await leads.buyer({ active_hours: { ...allDay, timezone: 'Pacific/Pago_Pago' } }, { id: 'west' });
      for (const chance of [0, 0.99]) {
        drawAlways(chance);
        await leads.route();
      }
      const dateIn = (timeZone: string) => now.toLocaleDateString('en-CA', { timeZone });
      const days = await test.database.query(
        'SELECT buyer_id, day::text FROM buyer_days WHERE account_id = $1 ORDER BY buyer_id',
        [leads.accountId],
      );
      expect(days).toEqual([
        { buyer_id: 'east', day: dateIn('Pacific/Kiritimati') },
        { buyer_id: 'west', day: dateIn('Pacific/Pago_Pago') },
      ]);
    });
  });

  describe('of a lead sold in an auction', () => {
    it('asks neither targeting nor cap, and counts for none', async () => {
      await leads.buyer({});
      const winner = await leads.buyer({ states: ['FL'], daily_cap: 1 });
      const sold: LeadRow[] = [];
      for (let count = 0; count < 2; count++) sold.push(await leads.route({ reservedBuyerId: winner }));
      expect(sold.map(({ buyer_id }) => buyer_id)).toEqual([winner, winner]);
      expect(await test.database.query('SELECT 1 FROM buyer_days WHERE buyer_id = $1', [winner])).toEqual([]);
    });

    it('hands it over whatever verification says of it, and says that', async () => {
      const winner = await leads.buyer({ minimum_score: 100 });
      const lead = await leads.route({ reservedBuyerId: winner, phone: UNASSIGNED_PHONE });
      expect(lead).toMatchObject({ buyer_id: winner, unassigned_reason: null });
      const distributed = (await leads.eventsOf(lead.id)).find(({ type }) => type === 'lead.distributed');
      expect(distributed).toMatchObject({ buyerId: winner, data: { verification_status: 'failed' } });
    });

    it('holds it back all the same when the person may not be contacted', async () => {
      const winner = await leads.buyer({});
      const lead = await leads.route({ reservedBuyerId: winner, isConsentRequired: true });
      expect(lead).toMatchObject({ buyer_id: null, unassigned_reason: 'not_eligible' });
    });

    it('gives it to nobody else when the buyer is gone', async () => {
      await leads.buyer({});
      const winner = await leads.buyer(null);
      await leads.api.delete(`/v1/buyers/${winner}`).expect(204);
      const lead = await leads.route({ reservedBuyerId: winner });
      expect(lead).toMatchObject({ buyer_id: null, unassigned_reason: 'buyer_gone' });
    });
  });

  describe('of a lead whose number is suppressed after it was verified', () => {
    let phone: string;
    let leadId: string;

    beforeEach(async () => {
      await leads.buyer({});
      jest.spyOn(test.platform.app.get(LeadBell, { strict: false }), 'ring').mockReturnValue();
      phone = newPhone();
      leadId = await leads.accept({ phone });
      await test.platform.app.get(VerifyService, { strict: false }).run(leadId);
      expect(await leads.find(leadId)).toMatchObject({ step: 'distribute', ineligible_reason: null });
    });

    const distribute = () => test.platform.app.get(DistributeService, { strict: false }).run(leadId);

    const someoneWaits = () =>
      waitFor('one to wait for the other', async () => {
        const waiting = await test.database.query(
          `SELECT 1 FROM pg_stat_activity WHERE wait_event = 'advisory' AND datname = current_database()`,
        );
        return waiting.length > 0;
      });

    const expectHeld = async () => {
      expect(await leads.find(leadId)).toMatchObject({
        buyer_id: null,
        unassigned_reason: 'not_eligible',
        is_eligible: false,
        ineligible_reason: 'suppressed',
      });
      expect(await distributedEvents()).toBe(0);
    };

    it('holds it back', async () => {
      await leads.api.post('/v1/suppressions', { phone }).expect(201);
      await distribute();
      await expectHeld();
    });

    it.each(['add', 'import'] as const)(
      'holds it back also when the %s is not committed yet',
      async (way) => {
        const { app } = test.platform;
        const list = app.get(Suppressions, { strict: false });
        const actor = { accountId: leads.accountId, buyerId: null };
        const [written, commit] = [new Gate(), new Gate()];
        const suppressing = app.get(Database, { strict: false }).transaction(async () => {
          await (way === 'add'
            ? list.add(actor, phone, null)
            : list.import(actor, [newPhone(), phone], null));
          written.open();
          await commit.passed;
        });
        await written.passed;
        const distributing = distribute();
        await someoneWaits().finally(() => commit.open());
        await Promise.all([suppressing, distributing]);
        await expectHeld();
      },
    );

    it('answers the suppression only when a buyer got the lead that was on its way there', async () => {
      const events = test.platform.app.get(RoutingEvents, { strict: false });
      const [reached, goOn] = [new Gate(), new Gate()];
      jest.spyOn(events, 'distributed').mockImplementationOnce(async () => {
        reached.open();
        await goOn.passed;
      });
      const distributing = distribute();
      await reached.passed;
      const answered = leads.api.post('/v1/suppressions', { phone }).expect(201);
      const buyerAtAnswer = answered.then(async () => (await leads.find(leadId)).buyer_id);
      await someoneWaits().finally(() => goOn.open());
      expect(await buyerAtAnswer).not.toBeNull();
      await distributing;
    });
  });
});
