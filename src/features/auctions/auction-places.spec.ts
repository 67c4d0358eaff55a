import { AuctionPlaces } from './auction-places';

const MAX_WAIT_MS = 1_000;

describe('AuctionPlaces', () => {
  let places: AuctionPlaces;
  /** Ends what runs, the first that began first. */
  let ends: (() => void)[];
  let begun: string[];

  beforeEach(() => {
    jest.useFakeTimers();
    places = new AuctionPlaces({ most: 3, mostPerAccount: 2, mostWaitingPerAccount: 2 });
    ends = [];
    begun = [];
  });

  afterEach(() => jest.useRealTimers());

  const hold = (accountId: string) =>
    places.hold({ accountId, maxWaitMs: MAX_WAIT_MS }, () => {
      begun.push(accountId);
      return new Promise<string>((resolve) => ends.push(() => resolve(accountId)));
    });
  const settle = () => jest.advanceTimersByTimeAsync(0);
  const endFirst = async () => {
    ends.shift()!();
    await settle();
  };

  it('keeps places for others when one account wants all', async () => {
    const greedy = Array.from({ length: 4 }, () => hold('greedy'));
    const other = hold('other');
    await settle();
    expect(begun).toEqual(['greedy', 'greedy', 'other']);
    for (let left = 5; left > 0; left--) await endFirst();
    expect(await Promise.all([...greedy, other])).toHaveLength(5);
  });

  it('never runs more than its most, and gives a free place to the first in line who may have it', async () => {
    const held = ['a', 'a', 'b', 'a', 'c', 'b'].map((accountId) => hold(accountId));
    await settle();
    expect(begun).toEqual(['a', 'a', 'b']);
    ends.splice(2, 1)[0]!();
    await settle();
    expect(begun).toEqual(['a', 'a', 'b', 'c']);
    await endFirst();
    expect(begun).toEqual(['a', 'a', 'b', 'c', 'a']);
    for (let left = 4; left > 0; left--) await endFirst();
    expect(await Promise.all(held)).toHaveLength(6);
  });

  it('refuses whoever would be late, and does not let it in after that', async () => {
    const running = [hold('a'), hold('a')];
    const refusal = hold('a').catch((error: unknown) => error);
    await jest.advanceTimersByTimeAsync(MAX_WAIT_MS - 1);
    const inTime = hold('a');
    await jest.advanceTimersByTimeAsync(1);
    expect(await refusal).toMatchObject({ code: 'UNAVAILABLE', retryAfterSeconds: 1 });
    await endFirst();
    expect(begun).toEqual(['a', 'a', 'a']);
    await jest.advanceTimersByTimeAsync(MAX_WAIT_MS);
    await endFirst();
    await endFirst();
    expect(await Promise.all([...running, inTime])).toEqual(['a', 'a', 'a']);
  });

  it('refuses at once when many of the account wait', async () => {
    const held = Array.from({ length: 4 }, () => hold('a'));
    await expect(hold('a')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await settle();
    for (let left = 4; left > 0; left--) await endFirst();
    expect(await Promise.all(held)).toHaveLength(4);
  });

  it('frees the place of what fails', async () => {
    const failing = () =>
      places.hold({ accountId: 'a', maxWaitMs: 0 }, () => Promise.reject(new Error('no')));
    for (let time = 0; time < 4; time++) await expect(failing()).rejects.toThrow('no');
  });
});
