import fc from 'fast-check';
import { chooseWinner } from './choose-winner';
import { type Bid } from './ping';

const bid = (buyerId: string, price: number | null, durationMs = 10): Bid => ({
  buyerId,
  status: price === null ? 'no_bid' : 'bid',
  price,
  detail: null,
  durationMs,
});

describe('chooseWinner', () => {
  it.each([
    ['the highest bid', [bid('a', 10), bid('b', 12)], 'b'],
    ['the faster of equal ones', [bid('a', 10, 20), bid('b', 10, 19)], 'b'],
    ['the lower id of equal and equally fast ones', [bid('b', 10), bid('a', 10)], 'a'],
    ['a bid at the floor', [bid('a', 5)], 'a'],
    ['nobody below the floor', [bid('a', 4.99)], undefined],
    ['nobody without bids', [bid('a', null)], undefined],
    ['nobody among nobody', [], undefined],
  ])('chooses %s', (_what, bids, winner) => {
    expect(chooseWinner(bids, 5)?.buyerId).toBe(winner);
  });

  it('lets a bid of nothing win where there is no floor', () => {
    expect(chooseWinner([bid('a', 0)], 0)?.buyerId).toBe('a');
  });

  it('passes over a price that is no bid', () => {
    expect(chooseWinner([{ ...bid('a', 10), status: 'invalid' }], 5)).toBeNull();
  });

  it('chooses the same, in whatever order the bids come', () => {
    const bids = fc.uniqueArray(
      fc.record({
        id: fc.string(),
        price: fc.integer({ min: 0, max: 3 }),
        ms: fc.integer({ min: 0, max: 2 }),
      }),
      { selector: ({ id }) => id, minLength: 1 },
    );
    fc.assert(
      fc.property(bids, fc.infiniteStream(fc.nat()), (drawn, random) => {
        const all = drawn.map(({ id, price, ms }) => bid(id, price, ms));
        const shuffled = all
          .map((one) => ({ one, at: random.next().value }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ one }) => one);
        expect(chooseWinner(shuffled, 1)).toEqual(chooseWinner(all, 1));
      }),
    );
  });
});
