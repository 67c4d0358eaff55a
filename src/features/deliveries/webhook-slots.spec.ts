import { type Pace } from '../../core/pacing';
import { type Clock } from '../../platform/clock';
import { type Settings } from '../../platform/config';
import { WebhookSlots } from './webhook-slots';

describe('WebhookSlots', () => {
  let nowMs: number;
  let slots: WebhookSlots;

  beforeEach(() => {
    nowMs = 1_000_000;
    slots = new WebhookSlots({ nowMs: () => nowMs } as Clock, { workerConcurrency: 20 } as Settings);
  });

  let deliveries = 0;
  const take = (webhookId: string, pace: Pace | null = null, deliveryId = `dlv_${deliveries++}`) =>
    slots.take({ webhookId, deliveryId, pace });
  const takeMany = (webhookId: string, count: number) =>
    Array.from({ length: count }, () => take(webhookId).kind);

  function learnDuration(webhookId: string, durationMs: number): void {
    for (let i = 0; i < 20; i++) {
      take(webhookId);
      slots.release(webhookId, durationMs);
    }
  }

  it('lets a fast receiver use the whole worker', () => {
    learnDuration('wh_fast', 10);
    expect(takeMany('wh_fast', 20)).not.toContain('full');
  });

  it('gives a slow receiver its share and no more', () => {
    learnDuration('wh_slow', 5_000);
    expect(takeMany('wh_slow', 5)).toEqual(Array(5).fill('taken'));
    expect(takeMany('wh_slow', 2)).toEqual(['full', 'full']);
    slots.release('wh_slow', 5_000);
    expect(take('wh_slow').kind).toBe('taken');
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

  const waitOf = (slot: ReturnType<typeof take>) => (slot.kind === 'full' ? slot.waitMs : 0);

  it('sends those in a long line away for longer, within limits, in whole milliseconds', () => {
    learnDuration('wh_slow', 5_000);
    takeMany('wh_slow', 5);
    const waits = Array.from({ length: 1_000 }, () => waitOf(take('wh_slow')));
    expect(waits.every((wait) => Number.isInteger(wait) && wait >= 200 && wait <= 30_000)).toBe(true);
    expect(waits[0]).toBeLessThan(2_000);
    expect(waits.at(-1)).toBe(30_000);
  });

  it('counts a delivery that comes again once', () => {
    learnDuration('wh_slow', 1_000);
    takeMany('wh_slow', 5);
    const waits = Array.from({ length: 500 }, () => waitOf(take('wh_slow', null, 'dlv_same')));
    expect(Math.max(...waits)).toBeLessThan(1_000);
  });

  describe('with a pace', () => {
    const PACE: Pace = { burst: 2, intervalMs: 1_000 };
    const takePaced = () => take('wh_chat', PACE);

    it('sends what is beyond it away until about its turn', () => {
      expect([takePaced().kind, takePaced().kind]).toEqual(['taken', 'taken']);
      const waits = Array.from({ length: 20 }, () => waitOf(takePaced()));
      expect(waits.every((wait) => wait >= 1_000)).toBe(true);
      expect(Math.max(...waits)).toBeGreaterThan(5_000);
      nowMs += 1_000;
      expect([takePaced().kind, takePaced().kind]).toEqual(['taken', 'full']);
    });

    it('lets nobody through while the destination wants silence', () => {
      takePaced();
      slots.pause('wh_chat', PACE, 20_000);
      expect(waitOf(takePaced())).toBeGreaterThanOrEqual(20_000);
      nowMs += 19_999;
      expect(takePaced().kind).toBe('full');
      nowMs += 1;
      expect([takePaced().kind, takePaced().kind]).toEqual(['taken', 'full']);
    });

    it('holds up no other webhook', () => {
      takePaced();
      slots.pause('wh_chat', PACE, 20_000);
      expect(takeMany('wh_other', 5)).not.toContain('full');
      expect(take('wh_other_chat', PACE).kind).toBe('taken');
    });
  });
});
