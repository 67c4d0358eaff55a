import { decideNext, type DecideInput } from './decide';
import { type Verdict } from './verdict';

const NOW = Date.UTC(2026, 0, 15, 10, 30, 0);

function failure(retryAfter: string | null = null): Verdict {
  return { kind: 'failure', error: { code: 'HTTP_STATUS', message: 'It failed.' }, retryAfter };
}

function given(change: Partial<DecideInput>): DecideInput {
  return {
    verdict: failure(),
    attemptNumber: 1,
    roundStart: 0,
    scheduleMs: [60_000, 300_000],
    nowMs: NOW,
    jitter: 0,
    random: 0.5,
    ...change,
  };
}

describe('decideNext', () => {
  it('ends a delivery that succeeded', () => {
    expect(decideNext(given({ verdict: { kind: 'success' }, attemptNumber: 3 }))).toEqual({
      status: 'success',
      nextAttemptAt: null,
      disableWebhook: false,
    });
  });

  it('ends a delivery at a 410 and disables its webhook, although waits are left', () => {
    const verdict: Verdict = { kind: 'gone', error: { code: 'HTTP_STATUS', message: 'It is gone.' } };
    expect(decideNext(given({ verdict }))).toEqual({
      status: 'failed',
      nextAttemptAt: null,
      disableWebhook: true,
    });
  });

  it.each([
    [1, 60_000],
    [2, 300_000],
  ])('waits after failed attempt %i for %i ms', (attemptNumber, waitMs) => {
    expect(decideNext(given({ attemptNumber }))).toEqual({
      status: 'pending',
      nextAttemptAtMs: NOW + waitMs,
      disableWebhook: false,
    });
  });

  it('ends a delivery as failed when the schedule is used up', () => {
    expect(decideNext(given({ attemptNumber: 3 }))).toEqual({
      status: 'failed',
      nextAttemptAt: null,
      disableWebhook: false,
    });
  });

  it('starts the schedule over in the round of a replay', () => {
    expect(decideNext(given({ attemptNumber: 4, roundStart: 3 }))).toMatchObject({
      nextAttemptAtMs: NOW + 60_000,
    });
    expect(decideNext(given({ attemptNumber: 6, roundStart: 3 }))).toMatchObject({ status: 'failed' });
  });

  it.each([
    ['90', 90_000],
    ['Thu, 15 Jan 2026 10:31:30 GMT', 90_000],
    ['1', 60_000],
    ['soon', 60_000],
  ])('heeds Retry-After %p when it is later than the schedule', (retryAfter, waitMs) => {
    const decision = decideNext(given({ verdict: failure(retryAfter) }));
    expect(decision).toMatchObject({ nextAttemptAtMs: NOW + waitMs });
  });

  it('adds jitter to the wait', () => {
    expect(decideNext(given({ jitter: 0.5, random: 0.5 }))).toMatchObject({ nextAttemptAtMs: NOW + 75_000 });
  });
});
