import { newId } from '../../platform/ids';
import { EventLog } from './event-log.service';
import { type EventListing, type EventsRepository } from './persistence/events.repository';
import { type StoredEvent } from './stored-event';

const ACCOUNT = { accountId: 'acct_1', buyerId: null };
const BUYER = { accountId: 'acct_1', buyerId: 'buyer_1' };

function event(overrides: Partial<StoredEvent> = {}): StoredEvent {
  return {
    id: newId('evt'),
    accountId: 'acct_1',
    buyerId: null,
    type: 'lead.verified',
    body: '{}',
    createdAt: new Date('2026-01-15T10:30:00.000Z'),
    ...overrides,
  };
}

function logOf(events: StoredEvent[]) {
  const listings: EventListing[] = [];
  const repository: Pick<EventsRepository, 'findByIds' | 'list'> = {
    findByIds: async (ids) => events.filter(({ id }) => ids.includes(id)),
    list: async (listing) => {
      listings.push(listing);
      return events;
    },
  };
  return { log: new EventLog(repository as EventsRepository), listings };
}

describe('EventLog', () => {
  it('finds a batch by id and leaves out what is not there', async () => {
    const known = event();
    const found = await logOf([known]).log.find([known.id, newId('evt')]);
    expect([...found]).toEqual([[known.id, known]]);
  });

  it('shows an event to its account, and to keys of its buyer', async () => {
    const ofBuyer = event({ buyerId: 'buyer_1' });
    const { log } = logOf([ofBuyer]);
    await expect(log.get(ACCOUNT, ofBuyer.id)).resolves.toBe(ofBuyer);
    await expect(log.get(BUYER, ofBuyer.id)).resolves.toBe(ofBuyer);
  });

  it.each([
    ['of another account', { accountId: 'acct_2' }],
    ['of another buyer', { buyerId: 'buyer_2' }],
    ['of no buyer', { buyerId: null }],
  ])('hides an event %s from keys of a buyer', async (_case, overrides) => {
    const other = event({ buyerId: 'buyer_1', ...overrides });
    await expect(logOf([other]).log.get(BUYER, other.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it.each(['wh_01kf0k8y20f2etja3vn6y8b1ke', 'evt_', '\0'])('knows no event %j', async (id) => {
    await expect(logOf([]).log.get(ACCOUNT, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('lists only the events of the buyer a key is bound to', async () => {
    const { log, listings } = logOf([]);
    await log.list(BUYER, {}, { limit: 50, before: null });
    expect(listings).toMatchObject([{ accountId: 'acct_1', buyerId: 'buyer_1', limit: 51 }]);
  });

  it('lists nothing when such a key asks for another buyer', async () => {
    const { log, listings } = logOf([event()]);
    await expect(log.list(BUYER, { buyerId: 'buyer_2' }, { limit: 50, before: null })).resolves.toEqual([]);
    expect(listings).toEqual([]);
  });
});
