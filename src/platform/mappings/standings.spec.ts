import { standingName, Standings } from './standings';

describe('Standings', () => {
  const sandbox = {};
  let standings: Standings;

  beforeEach(() => {
    standings = new Standings();
  });

  const answer = (tookMs: number, times = 1) => {
    for (let time = 0; time < times; time++) standings.answered('one', tookMs, sandbox);
  };
  /** How many quick answers it takes until it is known to be quick. */
  function untilQuick(): number {
    for (let count = 0; count < 10_000; count++) {
      if (standings.isQuick('one')) return count;
      answer(0.1);
    }
    throw new Error('It is never known to be quick');
  }

  it('know nothing of a new expression, and take one quick answer for it', () => {
    expect(standings.isQuick('one')).toBe(false);
    answer(0.1);
    expect(standings.isQuick('one')).toBe(true);
    expect(standings.isQuick('other')).toBe(false);
  });

  it('do not count the first time in a sandbox, in which it is compiled', () => {
    answer(20);
    expect(standings.isQuick('one')).toBe(true);
    for (let time = 0; time < 10; time++) standings.answered('one', 20, {});
    expect(standings.isQuick('one')).toBe(true);
    answer(20, 10);
    expect(standings.isQuick('one')).toBe(false);
  });

  it('count it when it took longer than that could take', () => {
    answer(100);
    answer(0.1);
    expect(standings.isQuick('one')).toBe(false);
  });

  it('take a slow one for what it is', () => {
    answer(30, 100);
    expect(standings.isQuick('one')).toBe(false);
    expect(untilQuick()).toBeGreaterThan(100);
  });

  it('forgive one that is slow by chance', () => {
    answer(0.1, 100);
    answer(20);
    expect(standings.isQuick('one')).toBe(true);
  });

  it('do not take one for quick that is slow again and again, however quick it is in between', () => {
    let spentMs = 0;
    let quickOnes = 0;
    for (let round = 0; round < 50; round++) {
      quickOnes += untilQuick();
      answer(100);
      spentMs += 100;
    }
    expect(spentMs / quickOnes).toBeLessThan(5);
  });

  it('have no trust in one that costs a sandbox', () => {
    answer(0.1, 1000);
    standings.failed('one');
    expect(standings.isQuick('one')).toBe(false);
    expect(standings.isConvicted('one')).toBe(false);
    standings.convict('one');
    untilQuick();
    expect(standings.isConvicted('one')).toBe(true);
  });

  it('forget those that gave no answer for long, and not those in use', () => {
    for (const name of ['one', 'other']) standings.answered(name, 0.1, sandbox);
    for (let count = 0; count < 10_000; count++) {
      answer(0.1);
      standings.answered(`new ${count}`, 0.1, sandbox);
    }
    expect([standings.isQuick('one'), standings.isQuick('other')]).toEqual([true, false]);
  });

  it('are those of an account', () => {
    expect(standingName('acct_1', '1')).not.toBe(standingName('acct_2', '1'));
    expect(standingName('acct_1', '1')).toBe(standingName('acct_1', '1'));
  });
});
