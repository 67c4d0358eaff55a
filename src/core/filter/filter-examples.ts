/** The part of an event that filters see. */
interface FilteredEvent {
  type: string;
  buyer_id: string | null;
  data: Readonly<Record<string, unknown>>;
}

/** A filter for the documentation, with an event it lets through and one it holds back. */
export interface FilterExample {
  /** What the filter asks for, in a few words. */
  name: string;
  filter: Readonly<Record<string, unknown>>;
  matches: FilteredEvent;
  misses: FilteredEvent;
}

const event = (data: Record<string, unknown>, type = 'lead.verified'): FilteredEvent => ({
  type,
  buyer_id: 'buyer_acme',
  data,
});

export const FILTER_EXAMPLES: readonly FilterExample[] = [
  {
    name: 'Good leads from some states',
    filter: { data: { score: { $gte: 90 }, state: { $in: ['TX', 'FL'] } } },
    matches: event({ score: 93, state: 'TX' }),
    misses: event({ score: 93, state: 'NY' }),
  },
  {
    name: 'A value that a field has to equal',
    filter: { data: { lead: { product: 'solar' } } },
    matches: event({ lead: { product: 'solar' } }),
    misses: event({ lead: { product: 'roofing' } }),
  },
  {
    name: 'A range, without its upper end',
    filter: { data: { amount: { $gte: 100, $lt: 500 } } },
    matches: event({ amount: 100 }),
    misses: event({ amount: 500 }),
  },
  {
    name: 'A tag among others: an array matches when it contains the value',
    filter: { data: { tags: 'urgent' } },
    matches: event({ tags: ['new', 'urgent'] }),
    misses: event({ tags: ['new'] }),
  },
  {
    name: 'A field of the objects in an array',
    filter: { data: { items: { sku: { $startsWith: 'PANEL-' } } } },
    matches: event({ items: [{ sku: 'CABLE-2' }, { sku: 'PANEL-7' }] }),
    misses: event({ items: [{ sku: 'CABLE-2' }] }),
  },
  {
    name: 'Everything but one value; a missing field passes too',
    filter: { data: { source: { $neq: 'import' } } },
    matches: event({}),
    misses: event({ source: 'import' }),
  },
  {
    name: 'None of several values',
    filter: { data: { state: { $nin: ['AK', 'HI'] } } },
    matches: event({ state: 'TX' }),
    misses: event({ state: 'HI' }),
  },
  {
    name: 'Addresses at one company',
    filter: { data: { email: { $endsWith: '@example.com' } } },
    matches: event({ email: 'jane@example.com' }),
    misses: event({ email: 'jane@example.com.test' }),
  },
  {
    name: 'A field that is there, and one that is not',
    filter: { data: { phone: { $exist: true }, opted_out_at: { $exist: false } } },
    matches: event({ phone: '+15125550100' }),
    misses: event({ phone: '+15125550100', opted_out_at: '2026-01-15T10:30:00.000Z' }),
  },
  {
    name: 'Either of two conditions',
    filter: { $or: [{ type: 'bid.won' }, { data: { score: { $gt: 95 } } }] },
    matches: event({ score: 10 }, 'bid.won'),
    misses: event({ score: 95 }),
  },
  {
    name: 'Alternatives for one field',
    filter: { data: { zip: { $or: ['75001', { $startsWith: '787' }] } } },
    matches: event({ zip: '78701' }),
    misses: event({ zip: '75002' }),
  },
  {
    name: 'Two elements that an array needs',
    filter: { $and: [{ data: { tags: 'urgent' } }, { data: { tags: 'verified' } }] },
    matches: event({ tags: ['urgent', 'verified'] }),
    misses: event({ tags: ['urgent'] }),
  },
  {
    name: 'The opposite of a condition',
    filter: { $not: { data: { score: { $lte: 50 }, product: 'solar' } } },
    matches: event({ score: 50, product: 'roofing' }),
    misses: event({ score: 50, product: 'solar' }),
  },
  {
    name: 'Times, which compare as RFC 3339 text',
    filter: { data: { created: { $gt: '2026-01-01T00:00:00.000Z', $lte: '2026-02-01T00:00:00.000Z' } } },
    matches: event({ created: '2026-01-15T10:30:00.000Z' }),
    misses: event({ created: '2025-12-31T23:59:59.999Z' }),
  },
];
