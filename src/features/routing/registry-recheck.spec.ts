import { type Clock } from '../../platform/clock';
import { type DoNotCallRegistry } from '../../platform/do-not-call';
import { type Lead } from '../leads';
import { RegistryRecheck } from './registry-recheck';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const START_MS = Date.parse('2026-01-15T10:00:00.000Z');

function setUp(answer: 'clear' | 'listed' | 'unknown') {
  let nowMs = START_MS;
  const judge = jest.fn().mockResolvedValue(answer);
  const recheck = new RegistryRecheck(
    { judge } as unknown as DoNotCallRegistry,
    { now: () => new Date(nowMs) } as Clock,
  );
  return {
    judge,
    pass: (ms: number) => (nowMs += ms),
    ask: (fields: { ageMs: number; reason?: Lead['ineligibleReason'] }) => {
      const { ageMs, reason = 'do_not_call_unknown' } = fields;
      const createdAt = new Date(nowMs - ageMs);
      return recheck.judge({ ineligibleReason: reason, phone: '+18135550100', createdAt } as Lead);
    },
  };
}

describe('RegistryRecheck', () => {
  it.each([
    ['clear', null],
    ['listed', 'do_not_call'],
  ] as const)('takes %s for an answer', async (answer, ineligibleReason) => {
    expect(await setUp(answer).ask({ ageMs: MINUTE_MS })).toEqual({ kind: 'settled', ineligibleReason });
  });

  it.each([null, 'no_consent', 'suppressed', 'do_not_call', 'no_phone_number'] as const)(
    'asks nothing where %s is the reason',
    async (reason) => {
      const { ask, judge } = setUp('clear');
      const settled = { kind: 'settled', ineligibleReason: reason };
      expect(await ask({ ageMs: MINUTE_MS, reason })).toEqual(settled);
      expect(judge).not.toHaveBeenCalled();
    },
  );

  it.each([
    [30 * SECOND_MS, 30 * SECOND_MS],
    [MINUTE_MS, MINUTE_MS],
    [4 * MINUTE_MS, 4 * MINUTE_MS],
    [16 * MINUTE_MS, 10 * MINUTE_MS],
    [24 * HOUR_MS - 1, 10 * MINUTE_MS],
  ])('without an answer about a lead %i ms old waits %i ms', async (ageMs, waitMs) => {
    expect(await setUp('unknown').ask({ ageMs })).toEqual({ kind: 'wait', waitMs });
  });

  it('gives up after a day', async () => {
    const settled = { kind: 'settled', ineligibleReason: 'do_not_call_unknown' };
    expect(await setUp('unknown').ask({ ageMs: 24 * HOUR_MS })).toEqual(settled);
  });

  it('does not ask what the door asked just now', async () => {
    const { ask, judge } = setUp('clear');
    expect(await ask({ ageMs: 10 * SECOND_MS })).toEqual({ kind: 'wait', waitMs: 20 * SECOND_MS });
    expect(await ask({ ageMs: -HOUR_MS })).toEqual({ kind: 'wait', waitMs: 30 * SECOND_MS });
    expect(judge).not.toHaveBeenCalled();
  });

  it('leaves a registry that is away alone for some seconds', async () => {
    const { ask, judge, pass } = setUp('unknown');
    await ask({ ageMs: MINUTE_MS });
    pass(4 * SECOND_MS);
    expect(await ask({ ageMs: MINUTE_MS })).toEqual({ kind: 'wait', waitMs: MINUTE_MS });
    expect(judge).toHaveBeenCalledTimes(1);
    pass(SECOND_MS);
    judge.mockResolvedValue('clear');
    expect(await ask({ ageMs: MINUTE_MS })).toEqual({ kind: 'settled', ineligibleReason: null });
  });
});
