import { Slots } from './slots';

const LONG_MS = 10_000;

describe('Slots', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('gives out its places and makes the next one wait until one comes back', async () => {
    const slots = new Slots(2);
    const order: number[] = [];
    const takers = [1, 2, 3, 4].map((n) => slots.take(LONG_MS).then(() => order.push(n)));
    await Promise.all(takers.slice(0, 2));
    expect(order).toEqual([1, 2]);
    slots.give();
    await takers[2];
    expect(order).toEqual([1, 2, 3]);
    slots.give();
    await takers[3];
    expect(order).toEqual([1, 2, 3, 4]);
  });

  it('lets a waiter go after its limit, and does not lose the place', async () => {
    const slots = new Slots(1);
    await slots.take(LONG_MS);
    const late = slots.take(100);
    jest.advanceTimersByTime(100);
    expect(await late).toBe(false);
    slots.give();
    expect(await slots.take(LONG_MS)).toBe(true);
  });
});
