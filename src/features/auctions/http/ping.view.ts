import {
  EnumField,
  IntField,
  JsonObjectField,
  NestedField,
  NestedListField,
  PageOf,
  TextField,
  TimeField,
} from '../../../http';
import {
  type Bid,
  BID_STATUSES,
  type BidStatus,
  type Ping,
  PING_STATUSES,
  type PingStatus,
  type PingWithBids,
} from '../ping';
import { PriceField } from './price-field';

const MOST_BIDS = 100;
const MAX_DURATION_MS = 60_000;
const BUYER_EXAMPLE = 'buyer-acme';

export class WinnerView {
  @TextField({ description: 'The buyer who won', example: BUYER_EXAMPLE })
  buyer_id: string;

  @PriceField({ description: 'What it bid', example: 42.5 })
  price: number;
}

export class BidView {
  @TextField({ description: 'The buyer who was asked', example: BUYER_EXAMPLE })
  buyer_id: string;

  @EnumField({
    description:
      '`no_bid`: did not want it; `invalid`: answered something that is no bid; `failed`: did not answer in time, or ' +
      'with an error',
    values: BID_STATUSES,
    example: 'bid',
  })
  status: BidStatus;

  @PriceField({ description: 'What it bid; null for all but `bid`', example: 42.5, nullable: true })
  price: number | null;

  @TextField({ description: 'Why an answer is `invalid` or `failed`', example: null, nullable: true })
  detail: string | null;

  @IntField({
    description: 'How long the answer took',
    min: 0,
    max: MAX_DURATION_MS,
    example: 87,
  })
  duration_ms: number;
}

export class PingView {
  @TextField({ description: 'Id of the ping', example: 'ping_01kf0k8y20f2etja3vn6y8b1ke' })
  id: string;

  @EnumField({
    description:
      '`open` while bids are taken; `posted` once the winner has been handed the lead. A ping is answered `won` or ' +
      '`no_bid`',
    values: PING_STATUSES,
    example: 'won',
  })
  status: PingStatus;

  @TextField({ description: 'Where the lead is from', example: 'my-webform', nullable: true })
  source: string | null;

  @TextField({
    description: 'US state by its two-letter code; other regions as they came',
    example: 'TX',
    nullable: true,
  })
  state: string | null;

  @JsonObjectField({
    description: 'What buyers bid on',
    example: { vertical: 'solar', postal_code: '77002' },
  })
  attributes: object;

  @PriceField({ description: 'The lowest bid that wins', example: 12.5 })
  floor_price: number;

  @TextField({ description: 'What bids are in: ISO 4217', example: 'USD' })
  currency: string;

  @NestedField({ description: 'Null when nobody won, or not yet', of: () => WinnerView, nullable: true })
  winner: WinnerView | null;

  @NestedListField({
    description: 'What each buyer answered, the highest bid first',
    of: () => BidView,
    maxItems: MOST_BIDS,
  })
  bids: BidView[];

  @TextField({
    description: 'The lead the winner was handed; null until then',
    example: null,
    nullable: true,
  })
  lead_id: string | null;

  @TimeField({ description: 'Until when the lead may be posted; null without a winner', nullable: true })
  post_expires_at: string | null;

  @TimeField({ description: 'When the ping came in' })
  created: string;

  @TimeField({ description: 'When the auction was settled', nullable: true })
  closed: string | null;
}

export const PingPageView = PageOf(PingView);

export function toPingView({ ping, bids }: PingWithBids): PingView {
  return {
    id: ping.id,
    status: ping.status,
    source: ping.source,
    state: ping.state,
    attributes: ping.attributes,
    floor_price: ping.floorPrice,
    currency: ping.currency,
    winner: toWinnerView(ping),
    bids: bids.map(toBidView),
    lead_id: ping.leadId,
    post_expires_at: ping.postExpiresAt?.toISOString() ?? null,
    created: ping.createdAt.toISOString(),
    closed: ping.closedAt?.toISOString() ?? null,
  };
}

function toWinnerView({ winnerBuyerId, price }: Ping): WinnerView | null {
  return winnerBuyerId === null || price === null ? null : { buyer_id: winnerBuyerId, price };
}

function toBidView({ buyerId, status, price, detail, durationMs }: Bid): BidView {
  return { buyer_id: buyerId, status, price, detail, duration_ms: durationMs };
}
