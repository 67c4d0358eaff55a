import { type Pace } from '../../core/pacing';
import { type Clock } from '../../platform/clock';
import { type Settings } from '../../platform/config';
import { type Slot, type SlotRequest, type TakenSlot, WebhookSlots } from './webhook-slots';

describe('WebhookSlots', () => {
  let nowMs: number;
  let slots: WebhookSlots;

  beforeEach(() => {
    nowMs = 1_000_000;
    slots = new WebhookSlots({ nowMs: () => nowMs } as Clock, { workerConcurrency: 20 } as Settings);
  });

  let deliveries = 0;
  const take = (webhookId: string, order: Partial<SlotRequest> = {}) =>
    slots.take({
      webhookId,
      accountId: 'acct_1',
      deliveryId: `dlv_${deliveries++}`,
      pace: null,
      ...order,
    });
  const takeMany = (webhookId: string, count: number, order: Partial<SlotRequest> = {}) =>
    Array.from({ length: count }, () => take(webhookId, order).kind);
  function taken(slot: Slot): TakenSlot {
    if (slot.kind === 'full') throw new Error('There was no slot');
    return slot.slot;
  }
  const waitOf = (slot: Slot) => (slot.kind === 'full' ? slot.waitMs : 0);

  function learnDuration(webhookId: string, durationMs: number, order: Partial<SlotRequest> = {}): void {
    for (let i = 0; i < 20; i++) {
      const slot = taken(take(webhookId, order));
      nowMs += durationMs;
      slot.release();
    }
  }

  it('lets a fast receiver use the whole worker', () => {
    learnDuration('wh_fast', 10);
    expect(takeMany('wh_fast', 20)).not.toContain('full');
  });

  it('gives a slow receiver its share and no more', () => {
    learnDuration('wh_slow', 5_000);
    const slot = taken(take('wh_slow'));
    expect(takeMany('wh_slow', 4)).toEqual(Array(4).fill('taken'));
    expect(takeMany('wh_slow', 2)).toEqual(['full', 'full']);
    slot.release();
    expect(take('wh_slow').kind).toBe('taken');
  });

  it('holds nothing against a receiver that was our own work', async () => {
    for (let i = 0; i < 20; i++) {
      const slot = taken(take('wh_fast'));
      nowMs += 10;
      let done = (): void => undefined;
      const aside = slot.aside(new Promise<string>((resolve) => (done = () => resolve('stored'))));
      nowMs += 1_000;
      done();
      expect(await aside).toBe('stored');
      slot.release();
    }
    expect(takeMany('wh_fast', 20)).not.toContain('full');
  });

  it('notices a receiver that hangs before any attempt has ended', () => {
    expect(takeMany('wh_new', 5)).not.toContain('full');
    nowMs += 1_000;
    expect(take('wh_new').kind).toBe('full');
  });

  it('does not let one receiver take from another', () => {
    learnDuration('wh_slow', 5_000);
    takeMany('wh_slow', 10);
    expect(takeMany('wh_other', 5)).not.toContain('full');
  });

  it('sends those in a long line away for longer, within limits, in whole milliseconds', () => {
    learnDuration('wh_slow', 5_000);
    takeMany('wh_slow', 5);
    const waits = Array.from({ length: 1_000 }, () => waitOf(take('wh_slow')));
    expect(waits.every((wait) => Number.isInteger(wait) && wait >= 200 && wait <= 30_000)).toBe(true);
    expect(waits[0]).toBeLessThan(2_000);
    const last = waits.slice(-100);
    expect(Math.min(...last)).toBeGreaterThanOrEqual(15_000);
    expect(new Set(last).size).toBeGreaterThan(50);
  });

  it('counts a delivery that comes again once', () => {
    learnDuration('wh_slow', 1_000);
    takeMany('wh_slow', 5);
    const waits = Array.from({ length: 500 }, () => waitOf(take('wh_slow', { deliveryId: 'dlv_same' })));
    expect(Math.max(...waits)).toBeLessThan(1_000);
  });

  describe('with many webhooks of an account', () => {
    const names = Array.from({ length: 20 }, (_, index) => `wh_${index}`);
    const OTHER = { accountId: 'acct_2' };

    it('gives all those together that nobody knows half of the worker, and leaves the rest to others', () => {
      const kinds = names.map((name) => take(name).kind);
      expect(kinds).toEqual([...Array(10).fill('taken'), ...Array(10).fill('full')]);
      expect(take('wh_other', OTHER).kind).toBe('taken');
    });

    it('gives slow ones no more than that either, however few each has', () => {
      for (const name of names) learnDuration(name, 1_000);
      expect(names.map((name) => take(name).kind).filter((kind) => kind === 'taken')).toHaveLength(10);
    });

    it('passes slots on as they come back', () => {
      const slots = names.slice(0, 10).map((name) => taken(take(name)));
      expect(take('wh_10').kind).toBe('full');
      slots[0]!.release();
      expect([take('wh_10').kind, take('wh_11').kind]).toEqual(['taken', 'full']);
    });

    it('does not count those that are fast, and lets them pass', () => {
      learnDuration('wh_fast', 10);
      expect(takeMany('wh_fast', 5)).not.toContain('full');
      expect(names.slice(0, 10).map((name) => take(name).kind)).not.toContain('full');
      expect(take('wh_10').kind).toBe('full');
      expect(takeMany('wh_fast', 5)).not.toContain('full');
    });

    it('notices when fast ones hang', () => {
      learnDuration('wh_0', 10);
      learnDuration('wh_1', 10);
      takeMany('wh_0', 5);
      takeMany('wh_1', 5);
      nowMs += 1_000;
      expect(take('wh_2').kind).toBe('full');
      expect(take('wh_other', OTHER).kind).toBe('taken');
    });

    it('sends those that wait away for longer, the more they are in all', () => {
      names.slice(0, 10).forEach((name) => taken(take(name)));
      const waits = Array.from({ length: 2_000 }, (_, index) => waitOf(take(`wh_more_${index}`)));
      expect(waits[0]).toBe(200);
      expect(Math.min(...waits.slice(-100))).toBeGreaterThan(5_000);
      expect(Math.max(...waits)).toBeLessThanOrEqual(30_000);
    });
  });

  describe('while requests cannot be made', () => {
    it('puts them off for a while, the more the longer', () => {
      learnDuration('wh_fast', 10);
      taken(take('wh_fast'));
      const waits = Array.from({ length: 1_000 }, () => {
        const slot = taken(take('wh_fast'));
        const waitMs = slot.putOff();
        slot.release();
        return waitMs;
      });
      expect(waits[0]).toBeGreaterThanOrEqual(1_000);
      expect(waits[0]).toBeLessThan(2_000);
      expect(Math.min(...waits.slice(-50))).toBeGreaterThan(5_000);
    });
  });

  describe('with a pace', () => {
    const PACE: Pace = { burst: 2, intervalMs: 1_000 };
    const takePaced = () => take('wh_chat', { pace: PACE });

    it('sends what is beyond it away until about its turn', () => {
      expect([takePaced().kind, takePaced().kind]).toEqual(['taken', 'taken']);
      const waits = Array.from({ length: 20 }, () => waitOf(takePaced()));
      expect(waits.every((wait) => wait >= 1_000)).toBe(true);
      expect(Math.max(...waits)).toBeGreaterThan(5_000);
      nowMs += 1_000;
      expect([takePaced().kind, takePaced().kind]).toEqual(['taken', 'full']);
    });

    it('lets nobody through while the destination wants silence', () => {
      taken(takePaced()).pause(20_000);
      expect(waitOf(takePaced())).toBeGreaterThanOrEqual(20_000);
      nowMs += 19_999;
      expect(takePaced().kind).toBe('full');
      nowMs += 1;
      expect([takePaced().kind, takePaced().kind]).toEqual(['taken', 'full']);
    });

    it('holds up no other webhook', () => {
      taken(takePaced()).pause(20_000);
      expect(takeMany('wh_other', 5)).not.toContain('full');
      expect(take('wh_other_chat', { pace: PACE }).kind).toBe('taken');
    });
  });
});
