import {
  AMOUNT,
  CURRENCY,
  dataSchema,
  nullable,
  TEXT,
  TIMESTAMP,
  type BuiltinEventType,
} from './data-schema';

const PING_RECEIVED: BuiltinEventType = {
  name: 'ping.received',
  description:
    'A seller offers a lead without its contact details (the ping of ping/post). Bids are taken until `expires_at`.',
  schema: dataSchema(
    { ping_id: TEXT, expires_at: TIMESTAMP, timestamp: TIMESTAMP },
    {
      source: nullable(TEXT),
      state: nullable(TEXT),
      attributes: { type: 'object' },
      floor_price: AMOUNT,
      currency: CURRENCY,
    },
  ),
  example: {
    ping_id: 'ping_7c41e9',
    source: 'web_form',
    state: 'FL',
    attributes: { vertical: 'solar', postal_code: '33611', roof_type: 'tile' },
    floor_price: 25,
    currency: 'USD',
    expires_at: '2026-01-15T10:29:31.000Z',
    timestamp: '2026-01-15T10:29:30.000Z',
  },
  filterExamples: [
    {
      description: 'Offers of one vertical up to a price',
      filter: { data: { attributes: { vertical: 'solar' }, floor_price: { $lte: 30 }, currency: 'USD' } },
    },
  ],
};

const BID_WON: BuiltinEventType = {
  name: 'bid.won',
  description:
    'A bid has won the auction of a ping. The full lead follows with the post, as `lead.distributed`, if it comes ' +
    'before `post_expires_at`.',
  schema: dataSchema(
    { ping_id: TEXT, buyer_id: TEXT, price: AMOUNT, currency: CURRENCY, timestamp: TIMESTAMP },
    { post_expires_at: TIMESTAMP },
  ),
  example: {
    ping_id: 'ping_7c41e9',
    buyer_id: 'buyer_01kejz4m9cf6ytmz8r3t5b7n2d',
    price: 42.5,
    currency: 'USD',
    post_expires_at: '2026-01-15T10:39:31.000Z',
    timestamp: '2026-01-15T10:29:31.000Z',
  },
  filterExamples: [
    {
      description: 'Bids of a price or more',
      filter: { data: { price: { $gte: 40 }, currency: { $in: ['USD', 'CAD'] } } },
    },
  ],
};

export const AUCTION_EVENT_TYPES: readonly BuiltinEventType[] = [PING_RECEIVED, BID_WON];
