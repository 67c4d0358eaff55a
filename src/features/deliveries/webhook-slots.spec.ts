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

  const takeMany = (webhookId: string, count: number) =>
    Array.from({ length: count }, () => slots.take(webhookId).kind);

  function learnDuration(webhookId: string, durationMs: number): void {
    for (let i = 0; i < 20; i++) {
      slots.take(webhookId);
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
    expect(slots.take('wh_slow').kind).toBe('taken');
  });

  it('notices a receiver that hangs before any attempt has ended', () => {
    expect(takeMany('wh_new', 5)).not.toContain('full');
    nowMs += 1_000;
    expect(slots.take('wh_new').kind).toBe('full');
  });

  it('does not let one receiver take from another', () => {
    learnDuration('wh_slow', 5_000);
    takeMany('wh_slow', 10);
    expect(takeMany('wh_other', 5)).not.toContain('full');
  });

  it('sends those at the end of a long line away for longer, within limits', () => {
    learnDuration('wh_slow', 5_000);
    takeMany('wh_slow', 5);
    const waits = Array.from({ length: 100 }, () => slots.take('wh_slow')).map((slot) =>
      slot.kind === 'full' ? slot.waitMs : 0,
    );
    expect(waits[0]).toBeGreaterThanOrEqual(200);
    expect(waits[9]).toBeGreaterThan(waits[0]!);
    expect(waits.at(-1)).toBe(30_000);
  });
});
