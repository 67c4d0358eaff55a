import { type Delivery } from '../deliveries';
import { tellDelivery } from './tell-delivery';

const DELIVERY: Delivery = {
  id: 'dlv_1',
  eventId: 'evt_1',
  eventType: 'lead.verified',
  webhookId: 'wh_1',
  buyerId: null,
  status: 'pending',
  isParked: false,
  heldReason: null,
  attempts: 0,
  nextAttemptAt: null,
  lastStatusCode: null,
  createdAt: new Date('2026-01-15T10:30:00.000Z'),
  completedAt: null,
};

describe('tellDelivery', () => {
  it.each<[Partial<Delivery>, string]>([
    [{}, 'lead.verified is being delivered.'],
    [{ buyerId: 'acme' }, 'lead.verified for buyer acme is being delivered.'],
    [
      { attempts: 1, lastStatusCode: 500 },
      'lead.verified is tried again: 1 attempt, last answered with 500.',
    ],
    [{ isParked: true, attempts: 2 }, 'lead.verified waits until its webhook is enabled again.'],
    [
      { isParked: true, heldReason: 'The mapping failed.' },
      "lead.verified waits: its webhook's mapping failed.",
    ],
    [
      { status: 'success', attempts: 1, lastStatusCode: 200 },
      'lead.verified was delivered after 1 attempt, last answered with 200.',
    ],
    [
      { status: 'failed', attempts: 6 },
      'lead.verified could not be delivered: 6 attempts, without an answer.',
    ],
    [{ status: 'cancelled', attempts: 3 }, 'The delivery of lead.verified was cancelled after 3 attempts.'],
  ])('tells %j', (change, title) => {
    expect(tellDelivery({ ...DELIVERY, ...change }).title).toBe(title);
  });

  it('stands at the end of a delivery, or at its beginning while it is pending', () => {
    const completedAt = new Date('2026-01-15T10:31:00.000Z');
    expect(tellDelivery(DELIVERY).at).toBe(DELIVERY.createdAt);
    expect(tellDelivery({ ...DELIVERY, status: 'success', completedAt }).at).toBe(completedAt);
  });
});
