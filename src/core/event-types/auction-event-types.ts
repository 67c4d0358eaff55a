import { AMOUNT, BOOLEAN, CURRENCY, dataSchema, TEXT, TIMESTAMP, type BuiltinEventType } from './data-schema';

const PING_RECEIVED: BuiltinEventType = {
  name: 'ping.received',
  description:
    'A seller offers a lead without its contact details (the ping of ping/post). Bids are taken until `expires_at`.',
  schema: dataSchema(
    { ping_id: TEXT, timestamp: TIMESTAMP },
    {
      vertical: TEXT,
      region: TEXT,
      postal_code: TEXT,
      is_exclusive: BOOLEAN,
      minimum_bid: AMOUNT,
      currency: CURRENCY,
      expires_at: TIMESTAMP,
    },
  ),
  example: {
    ping_id: 'ping_7c41e9',
    vertical: 'solar',
    region: 'FL',
    postal_code: '33611',
    is_exclusive: true,
    minimum_bid: 25,
    currency: 'USD',
    expires_at: '2026-01-15T10:29:33.000Z',
    timestamp: '2026-01-15T10:29:30.000Z',
  },
};

const BID_WON: BuiltinEventType = {
  name: 'bid.won',
  description:
    'A bid has won the auction of a ping. The full lead follows with the post, and is billed at `amount`.',
  schema: dataSchema(
    { bid_id: TEXT, ping_id: TEXT, amount: AMOUNT, currency: CURRENCY, timestamp: TIMESTAMP },
    { buyer_id: TEXT, lead_id: TEXT },
  ),
  example: {
    bid_id: 'bid_90b2f4',
    ping_id: 'ping_7c41e9',
    buyer_id: 'buyer_01kejz4m9cf6ytmz8r3t5b7n2d',
    amount: 42.5,
    currency: 'USD',
    timestamp: '2026-01-15T10:29:33.000Z',
  },
};

export const AUCTION_EVENT_TYPES: readonly BuiltinEventType[] = [PING_RECEIVED, BID_WON];
