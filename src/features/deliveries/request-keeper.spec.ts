import { type RequestOrder } from '../connectors';
import { type DeliveryTarget } from '../webhooks';
import { type HoldTelemetry } from './hold-telemetry';
import { type DeliveryRequest, plainRequest } from './delivery-request';
import { type LoadedDelivery } from './persistence/attempt-load.repository';
import { type BuyerNamesRepository } from './persistence/buyer-names.repository';
import { type DeliveryRequestRepository, type NewRequest } from './persistence/delivery-request.repository';
import { type Hold, type HoldRepository } from './persistence/hold.repository';
import { type GuardedMaking, type RequestBreaker } from './request-breaker';
import { type Keeping, RequestKeeper } from './request-keeper';

const EVENT = {
  id: 'evt_1',
  type: 'lead.verified',
  created: '2026-01-15T10:30:00.000Z',
  data: { lead_id: 'lead_1' },
  api_version: '2024-01-01',
};
const MADE = {
  method: 'PUT',
  url: 'https://crm.example.com/leads/lead_1?a=b',
  headers: { 'content-type': 'text/csv' },
  body: 'made',
} as const;
const STORED: DeliveryRequest = {
  format: 'csv',
  method: 'PATCH',
  path: null,
  headers: {},
  body: 'stored',
};

function deliveryOf(change: Partial<LoadedDelivery> = {}): LoadedDelivery {
  const event = { id: EVENT.id, type: EVENT.type, buyerId: 'acme', body: JSON.stringify(EVENT) };
  return { id: 'dlv_1', accountId: 'acct_1', attempts: 0, event, request: null, ...change } as LoadedDelivery;
}

function targetOf(content: Partial<DeliveryTarget['content']> = {}): DeliveryTarget {
  return {
    webhookId: 'wh_1',
    url: 'https://crm.example.com/hooks',
    content: {
      format: 'synaptis',
      formatOptions: {},
      method: 'POST',
      mapping: null,
      headerMapping: null,
      urlMapping: null,
      version: 4,
      description: 'CRM',
      metadata: { team: 'sales' },
      ...content,
    },
  } as DeliveryTarget;
}

describe('RequestKeeper', () => {
  let orders: RequestOrder[];
  let inserted: NewRequest[];
  let held: Hold[];
  let told: string[];
  let making: GuardedMaking;
  /** What the stores answer: the request that is kept, and whether the delivery could be held. */
  let kept: DeliveryRequest | null;
  let isHeld: boolean;
  let keeper: RequestKeeper;

  beforeEach(() => {
    [orders, inserted, held, told] = [[], [], [], []];
    making = { kind: 'made', request: MADE };
    kept = STORED;
    isHeld = true;
    const maker: Pick<RequestBreaker, 'make'> = {
      make: async (order, version) => {
        expect(version).toBe(4);
        orders.push(order);
        return making;
      },
    };
    const requests: Pick<DeliveryRequestRepository, 'insert'> = {
      insert: async (made) => {
        inserted.push(...made);
        return new Map(made.flatMap(({ deliveryId }) => (kept ? [[deliveryId, kept]] : [])));
      },
    };
    const holds: Pick<HoldRepository, 'hold'> = {
      hold: async (wanted) => {
        held.push(...wanted);
        return new Set(isHeld ? wanted.map(({ deliveryId }) => deliveryId) : []);
      },
    };
    const buyers: Pick<BuyerNamesRepository, 'find'> = {
      find: async (refs) => refs.map(({ buyerId }) => (buyerId === 'acme' ? 'Acme Roofing' : null)),
    };
    const telemetry: Pick<HoldTelemetry, 'held'> = { held: ({ id }) => void told.push(id) };
    keeper = new RequestKeeper(
      maker as RequestBreaker,
      requests as DeliveryRequestRepository,
      holds as HoldRepository,
      buyers as BuyerNamesRepository,
      telemetry as HoldTelemetry,
    );
  });

  async function keep(
    delivery: LoadedDelivery,
    target: DeliveryTarget,
  ): Promise<Keeping | { kind: 'unavailable' }> {
    const making = await keeper.make(delivery, target);
    const isDone = making.kind === 'kept' || making.kind === 'unavailable';
    return isDone ? making : keeper.store(delivery, making);
  }
  const expectNothingMade = () => expect([orders, inserted, held]).toEqual([[], [], []]);

  it('sends the event itself where the webhook asks for nothing else', async () => {
    const request = plainRequest(JSON.stringify(EVENT));
    expect(await keep(deliveryOf(), targetOf())).toEqual({ kind: 'kept', request });
    expectNothingMade();
  });

  it.each([0, 2])(
    'sends what is stored, after %i attempts, whatever the webhook asks for by now',
    async (n) => {
      const delivery = deliveryOf({ request: STORED, attempts: n });
      for (const target of [targetOf(), targetOf({ mapping: 'event', version: 9 })]) {
        expect(await keep(delivery, target)).toEqual({ kind: 'kept', request: STORED });
      }
      expectNothingMade();
    },
  );

  it('goes on with the event itself where that was sent before', async () => {
    const keeping = await keep(deliveryOf({ attempts: 1 }), targetOf({ mapping: 'event' }));
    expect(keeping).toEqual({ kind: 'kept', request: plainRequest(JSON.stringify(EVENT)) });
    expectNothingMade();
  });

  it('makes and stores the request before the first attempt, and sends what the store kept', async () => {
    const target = targetOf({ mapping: 'event', urlMapping: '"/"' });
    expect(await keep(deliveryOf(), target)).toEqual({ kind: 'kept', request: STORED });
    const { method, headers, body } = MADE;
    const request = { format: 'synaptis', method, path: '/leads/lead_1?a=b', headers, body };
    expect(inserted).toEqual([{ deliveryId: 'dlv_1', request }]);
  });

  it('stores no path that nobody mapped, so that a webhook that moves takes its deliveries along', async () => {
    await keep(deliveryOf(), targetOf({ mapping: 'event' }));
    expect(inserted[0]!.request.path).toBeNull();
  });

  it('shows mappings the event, the webhook and the buyer of the event', async () => {
    const target = targetOf({ format: 'slack' });
    await keep(deliveryOf(), target);
    expect(orders).toEqual([
      {
        content: target.content,
        eventBody: JSON.stringify(EVENT),
        input: {
          event: EVENT,
          webhook: {
            id: 'wh_1',
            url: 'https://crm.example.com/hooks',
            description: 'CRM',
            metadata: { team: 'sales' },
          },
          buyer: { id: 'acme', name: 'Acme Roofing' },
        },
      },
    ]);
  });

  it.each([null, 'deleted'])('shows no buyer for %s', async (buyerId) => {
    const delivery = deliveryOf();
    await keep({ ...delivery, event: { ...delivery.event, buyerId } }, targetOf({ format: 'slack' }));
    expect(orders[0]!.input.buyer).toBeNull();
  });

  it('does nothing for a delivery that moved on while its request was made', async () => {
    kept = null;
    expect(await keep(deliveryOf(), targetOf({ mapping: 'event' }))).toEqual({ kind: 'stale' });
  });

  it('keeps and holds nothing while mappings cannot be run', async () => {
    making = { kind: 'unavailable' };
    expect(await keep(deliveryOf(), targetOf({ mapping: 'event' }))).toEqual(making);
    expect([inserted, held]).toEqual([[], []]);
  });

  describe('when the request cannot be made', () => {
    beforeEach(() => {
      making = {
        kind: 'refused',
        part: 'mapping',
        detail: 'The mapping failed. It says "\0".',
        position: null,
        isCostly: false,
      };
    });

    it('holds the delivery with the sentence and the version that failed', async () => {
      expect(await keep(deliveryOf(), targetOf({ mapping: 'nope' }))).toEqual({ kind: 'held' });
      expect(held).toEqual([
        { deliveryId: 'dlv_1', attempts: 0, version: 4, reason: 'The mapping failed. It says "\uFFFD".' },
      ]);
      expect([inserted, told]).toEqual([[], ['dlv_1']]);
    });

    it('leaves a delivery alone that moved on meanwhile', async () => {
      isHeld = false;
      expect(await keep(deliveryOf(), targetOf({ mapping: 'nope' }))).toEqual({ kind: 'stale' });
      expect(told).toEqual([]);
    });
  });
});
