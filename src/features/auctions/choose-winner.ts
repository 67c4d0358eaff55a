import { type Bid } from './ping';

/** A bid that may win. */
export type PricedBid = Bid & { readonly price: number };

/**
 * The highest bid that reaches the floor; of equal ones the faster, and then the lower buyer id, so that the
 * same bids have the same winner whoever settles.
 */
export function chooseWinner(bids: readonly Bid[], floorPrice: number): PricedBid | null {
  const standing = bids.filter(
    (bid): bid is PricedBid => bid.status === 'bid' && bid.price !== null && bid.price >= floorPrice,
  );
  return standing.toSorted(compare)[0] ?? null;
}

function compare(a: PricedBid, b: PricedBid): number {
  return b.price - a.price || a.durationMs - b.durationMs || (a.buyerId < b.buyerId ? -1 : 1);
}
