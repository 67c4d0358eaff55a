/** How a buyer is asked for bids. */
export interface Bidder {
  readonly accountId: string;
  readonly buyerId: string;
  /** As `parseWebhookUrl` writes it. */
  readonly url: string;
  /** The signing secret, encrypted for this row by `BidderSealing`. */
  readonly sealedSecret: Buffer;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}
