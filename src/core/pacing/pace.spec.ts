import { type Pace, spendOne, spendUntil, type Spent, untilNextMs } from './pace';

const PACE: Pace = { burst: 3, intervalMs: 1_000 };
const START = 1_768_473_000_000;

/** Sends whenever the pace allows it. @returns milliseconds after the start at which each message went */
function sendAsAllowed(count: number, spentAtStart: Spent = 0): number[] {
  let spent = spentAtStart;
  let nowMs = START;
  return Array.from({ length: count }, () => {
    nowMs += untilNextMs(PACE, spent, nowMs);
    spent = spendOne(PACE, spent, nowMs);
    return nowMs - START;
  });
}

describe('pace', () => {
  it('lets a burst through, then one message after each interval', () => {
    expect(sendAsAllowed(6)).toEqual([0, 0, 0, 1_000, 2_000, 3_000]);
  });

  it('gives the burst back after a rest', () => {
    let spent: Spent = 0;
    for (let i = 0; i < 3; i++) spent = spendOne(PACE, spent, START);
    expect(untilNextMs(PACE, spent, START)).toBe(1_000);
    expect(untilNextMs(PACE, spent, START + 999)).toBe(1);
    const rested = START + 3_000;
    for (let i = 0; i < 3; i++) {
      expect(untilNextMs(PACE, spent, rested)).toBe(0);
      spent = spendOne(PACE, spent, rested);
    }
    expect(untilNextMs(PACE, spent, rested)).toBe(1_000);
  });

  it('keeps silent as long as it is asked to, and comes back without a burst', () => {
    const spent = spendUntil(PACE, spendOne(PACE, 0, START), START + 10_000);
    expect(sendAsAllowed(3, spent)).toEqual([10_000, 11_000, 12_000]);
  });

  it('never shortens a wait that is on already', () => {
    const spent = spendUntil(PACE, 0, START + 10_000);
    expect(spendUntil(PACE, spent, START + 5_000)).toBe(spent);
  });
});
