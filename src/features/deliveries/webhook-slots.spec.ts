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
  const take = (webhookId: string) => slots.take(webhookId, `dlv_${deliveries++}`);
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
    const waits = Array.from({ length: 500 }, () => waitOf(slots.take('wh_slow', 'dlv_same')));
    expect(Math.max(...waits)).toBeLessThan(1_000);
  });
});
