import { MAX_OLDER_SECRETS, planRotation } from './plan-rotation';

const now = new Date('2026-01-15T10:00:00.000Z');
const inHours = (hours: number) => new Date(now.getTime() + hours * 3_600_000);

describe('planRotation', () => {
  it('lets the replaced secret sign until the grace period is over', () => {
    expect(planRotation({ now, gracePeriodSeconds: 86_400, olderEnds: [] })).toEqual({
      kind: 'rotate',
      previous: [inHours(24)],
    });
  });

  it('leaves older secrets the end they have', () => {
    const olderEnds = [inHours(48), inHours(1)];
    expect(planRotation({ now, gracePeriodSeconds: 3_600, olderEnds })).toEqual({
      kind: 'rotate',
      previous: [inHours(1), inHours(48), inHours(1)],
    });
  });

  it('ends everything but the new secret without a grace period', () => {
    const olderEnds = Array.from({ length: MAX_OLDER_SECRETS }, () => inHours(1));
    expect(planRotation({ now, gracePeriodSeconds: 0, olderEnds })).toEqual({ kind: 'rotate', previous: [] });
  });

  it('keeps at most ten older secrets', () => {
    const nine = Array.from({ length: 9 }, () => inHours(1));
    expect(planRotation({ now, gracePeriodSeconds: 1, olderEnds: nine })).toMatchObject({ kind: 'rotate' });
    expect(planRotation({ now, gracePeriodSeconds: 1, olderEnds: [...nine, inHours(1)] })).toEqual({
      kind: 'too_many',
    });
  });
});
