import { hasKeptUp, positionAfter, START } from './replay-position';

const ids = (count: number) => Array.from({ length: count }, (_, index) => `dlv_${index}`);

describe('positionAfter', () => {
  it('goes on behind what was done', () => {
    const next = positionAfter(START, { sent: ['dlv_1'], after: 'dlv_1' }, false);
    expect(next).toEqual({ phase: 'existing', after: 'dlv_1', sample: ['dlv_1'] });
  });

  it('is complete after the deliveries there are, when nothing else is wanted', () => {
    expect(positionAfter(START, { sent: [], after: null }, false)).toBeNull();
  });

  it('turns to missing deliveries when those are wanted', () => {
    const next = positionAfter(START, { sent: ['dlv_1'], after: null }, true);
    expect(next).toEqual({ phase: 'missing', after: null, sample: ['dlv_1'] });
  });

  it('is complete after the missing ones', () => {
    const position = {
      phase: 'missing' as const,
      after: { eventId: 'evt_1', webhookId: 'wh_1' },
      sample: [],
    };
    expect(positionAfter(position, { sent: [], after: null }, true)).toBeNull();
  });

  it('keeps an even sample of at most 100 of what was sent', () => {
    const next = positionAfter(START, { sent: ids(500), after: 'dlv_499' }, false);
    expect(next?.sample).toHaveLength(100);
    expect(next?.sample.slice(0, 3)).toEqual(['dlv_0', 'dlv_5', 'dlv_10']);
    expect(positionAfter(START, { sent: ids(120), after: 'dlv_119' }, false)?.sample).toHaveLength(60);
  });

  it('keeps the sample of the step before when a step sent nothing', () => {
    const position = { ...START, sample: ['dlv_7'] };
    expect(positionAfter(position, { sent: [], after: 'dlv_9' }, false)?.sample).toEqual(['dlv_7']);
  });
});

describe('hasKeptUp', () => {
  it('holds the replay back while more than half of the largest sample waits', () => {
    expect(hasKeptUp(50)).toBe(true);
    expect(hasKeptUp(51)).toBe(false);
  });
});
