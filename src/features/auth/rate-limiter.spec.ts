import { type Logger } from '../../platform/logging';
import { type RateLimitCount, RateLimitStore } from './rate-limit-store';
import { RateLimiter } from './rate-limiter';

class FakeStore extends RateLimitStore {
  answer: RateLimitCount | Error = { used: 1, resetMs: 60_000 };
  asked = 0;

  count(): Promise<RateLimitCount> {
    this.asked++;
    return this.answer instanceof Error ? Promise.reject(this.answer) : Promise.resolve(this.answer);
  }
}

function setUp() {
  const store = new FakeStore();
  const warnings: string[] = [];
  const logger = { warning: (stage: string) => warnings.push(stage) } as unknown as Logger;
  return { store, warnings, limiter: new RateLimiter(store, logger) };
}

const limited = { id: 'key_1', rateLimitPerMinute: 2 };

describe('RateLimiter', () => {
  it('asks no store about a key without a limit', async () => {
    const { store, limiter } = setUp();
    await expect(limiter.charge({ id: 'key_1', rateLimitPerMinute: null })).resolves.toBeNull();
    expect(store.asked).toBe(0);
  });

  it.each([
    [1, { remaining: 1, isExceeded: false }],
    [2, { remaining: 0, isExceeded: false }],
    [3, { remaining: 0, isExceeded: true }],
  ])('judges request %d of a limit of 2', async (used, expected) => {
    const { store, limiter } = setUp();
    store.answer = { used, resetMs: 30_000 };
    await expect(limiter.charge(limited)).resolves.toEqual({ limit: 2, resetSeconds: 30, ...expected });
  });

  it.each([
    [29_001, 30],
    [1, 1],
    [0, 1],
  ])('rounds %d ms up to %d s, so that waiting that long is enough', async (resetMs, resetSeconds) => {
    const { store, limiter } = setUp();
    store.answer = { used: 1, resetMs };
    await expect(limiter.charge(limited)).resolves.toMatchObject({ resetSeconds });
  });

  it('lets requests pass while the store is away and says so once per outage', async () => {
    const { store, warnings, limiter } = setUp();
    store.answer = new Error('away');
    await expect(limiter.charge(limited)).resolves.toBeNull();
    await limiter.charge(limited);
    expect(warnings).toEqual(['rate_limit.not_enforced']);

    store.answer = { used: 1, resetMs: 1 };
    await limiter.charge(limited);
    store.answer = new Error('away again');
    await limiter.charge(limited);
    expect(warnings).toHaveLength(2);
  });
});
