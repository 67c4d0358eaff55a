/** Who takes part: two buyers, a dialler, and the account's own office. */
export type PartyName = 'acme' | 'globex' | 'dialler' | 'office';

export interface Party {
  name: PartyName;
  /** For the reader. */
  role: string;
  /** What its webhook is subscribed to. */
  events: string[];
  buyer?: BuyerPart;
}

interface BuyerPart {
  id: string;
  /** Null: takes no part in the distribution of leads. */
  targeting: object | null;
  /** What it bids on every ping. */
  bid: number;
}

export const PARTIES: readonly Party[] = [
  {
    name: 'acme',
    role: 'a buyer of leads from TX and FL; bids 31 in auctions',
    events: ['lead.distributed', 'bid.won'],
    buyer: { id: 'buyer-acme', targeting: { states: ['TX', 'FL'], minimum_score: 50 }, bid: 31 },
  },
  {
    name: 'globex',
    role: 'a buyer that only takes part in auctions; bids 42.50',
    events: ['lead.distributed', 'bid.won'],
    buyer: { id: 'buyer-globex', targeting: null, bid: 42.5 },
  },
  { name: 'dialler', role: 'calls people when it is asked to', events: ['lead.call_requested'] },
  {
    name: 'office',
    role: 'hears of every lead and of news from the CRM',
    events: ['lead.submitted', 'lead.crm_updated'],
  },
];
