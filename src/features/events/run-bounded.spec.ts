import { runBounded } from './run-bounded';

describe('runBounded', () => {
  it('hands back what the work returns', () => {
    expect(runBounded(() => ({ answer: 42 }), 1_000)).toEqual({ kind: 'done', value: { answer: 42 } });
  });

  it('ends a regular expression that would backtrack for hours', () => {
    const subject = `${'a'.repeat(60)}!`;
    expect(runBounded(() => /^(a+)+$/.test(subject), 50)).toEqual({ kind: 'too_long' });
  });

  it('survives a recursion without end', () => {
    const recurse = (depth: number): number => recurse(depth + 1) + 1;
    expect(runBounded(() => recurse(0), 5_000)).toEqual({ kind: 'failed' });
  });
});
