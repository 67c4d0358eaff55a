/** `open` while bids are taken; `posted` once the winner has the lead. */
export const PING_STATUSES = ['open', 'won', 'no_bid', 'posted'] as const;
export type PingStatus = (typeof PING_STATUSES)[number];

/** `invalid`: answered, but with no bid that counts. `failed`: no answer, or none in time. */
export const BID_STATUSES = ['bid', 'no_bid', 'invalid', 'failed'] as const;
export type BidStatus = (typeof BID_STATUSES)[number];

/** A lead on offer, without anything that tells who the person is. */
export interface PingOffer {
  readonly source: string | null;
  /** Two letters, or as it came. */
  readonly state: string | null;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly floorPrice: number;
  /** ISO 4217. */
  readonly currency: string;
}

/** An offer and its auction. */
export interface Ping extends PingOffer {
  readonly id: string;
  readonly accountId: string;
  readonly status: PingStatus;
  /** Bids are taken until then. */
  readonly closesAt: Date;
  readonly winnerBuyerId: string | null;
  readonly price: number | null;
  /** The winner's lead is taken until then. */
  readonly postExpiresAt: Date | null;
  readonly leadId: string | null;
  readonly createdAt: Date;
  readonly closedAt: Date | null;
}

/** What came of asking one buyer. */
export interface Bid {
  readonly buyerId: string;
  readonly status: BidStatus;
  /** Of a `bid` only. */
  readonly price: number | null;
  /** A plain sentence about an answer that is `invalid` or `failed`. */
  readonly detail: string | null;
  readonly durationMs: number;
}

export interface PingWithBids {
  readonly ping: Ping;
  readonly bids: readonly Bid[];
}
