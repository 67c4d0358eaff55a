import { describeOnBothBackends } from '../../support/backends';
import { brokenInvariants } from '../../support/invariants';
import { Receiver } from '../../support/receiver';
import { startTestPlatform, type TestPlatform } from '../../support/test-platform';
import { waitFor } from '../../support/wait-for';
import { aBuyer } from './a-buyer';

/** After a failed attempt the next one is an hour away: the delivery stays pending for as long as a test needs. */
const PATIENT = { retry_schedule_seconds: [3_600] };

interface DeliveryRow {
  id: string;
  status: string;
  parked: boolean;
  attempt_count: number;
  next_attempt_at: string | null;
}

describeOnBothBackends('pending deliveries follow their webhook', (backend) => {
  let test: TestPlatform;
  let receiver: Receiver;

  beforeAll(async () => {
    test = await startTestPlatform({}, backend);
  });

  afterAll(async () => {
    expect(await brokenInvariants(test.database)).toEqual([]);
    await test.close();
  });

  beforeEach(async () => {
    receiver = await Receiver.start();
  });

  afterEach(() => receiver.stop());

  const register = async (fields: object = {}): Promise<string> => {
    const asked = { url: receiver.url, events: ['lead.submitted'], ...PATIENT, ...fields };
    const { body } = await test.api.post('/v1/webhooks', asked).expect(201);
    return body.id as string;
  };
  const publish = (fields: object = {}) =>
    test.api
      .post('/v1/events', { type: 'lead.submitted', data: { lead_id: 'lead_1' }, ...fields })
      .expect(202);
  const patch = (id: string, fields: object) => test.api.patch(`/v1/webhooks/${id}`, fields).expect(200);
  const deliveriesOf = async (webhookId: string): Promise<DeliveryRow[]> =>
    (await test.api.get(`/v1/deliveries?webhook_id=${webhookId}`).expect(200)).body.data;
  const untilOneIs = (webhookId: string, wanted: Partial<DeliveryRow>) =>
    waitFor(`a delivery with ${JSON.stringify(wanted)}`, async () => {
      const [delivery] = await deliveriesOf(webhookId);
      const entries = Object.entries(wanted) as [keyof DeliveryRow, unknown][];
      return delivery && entries.every(([name, value]) => delivery[name] === value) && delivery;
    });
  /** A webhook with one failed attempt behind its delivery. */
  const withPendingDelivery = async (fields: object = {}): Promise<string> => {
    const id = await register(fields);
    receiver.answerWith(500);
    await publish();
    await untilOneIs(id, { status: 'pending', attempt_count: 1 });
    return id;
  };

  it('parks them on disable and sends nothing new', async () => {
    const id = await withPendingDelivery();
    await patch(id, { status: 'disabled' });
    const parked = await untilOneIs(id, { parked: true });
    expect(parked.status).toBe('pending');
    expect((await publish()).body.deliveries).toBe(0);
    expect(await deliveriesOf(id)).toHaveLength(1);
    await patch(id, { status: 'active' });
    await test.api.delete(`/v1/webhooks/${id}`).expect(204);
  });

  it('releases them on enable, each at its own time', async () => {
    const id = await withPendingDelivery();
    const { next_attempt_at: due } = (await deliveriesOf(id))[0]!;
    await patch(id, { status: 'disabled' });
    await patch(id, { status: 'active' });
    const released = await untilOneIs(id, { parked: false });
    expect(released).toMatchObject({ status: 'pending', next_attempt_at: due });
    await test.api.delete(`/v1/webhooks/${id}`).expect(204);
  });

  it('sends what fell due while it was disabled as soon as it is enabled', async () => {
    const id = await register({ retry_schedule_seconds: [5, 3_600] });
    receiver.answerWith(500, 200);
    await publish();
    await untilOneIs(id, { attempt_count: 1 });
    await patch(id, { status: 'disabled' });
    await waitFor('the retry to be due', async () => {
      const [row] = await test.database.query<{ due: boolean }>(
        `SELECT next_attempt_at < now() AS due FROM deliveries WHERE webhook_id = $1 AND is_parked`,
        [id],
      );
      return row?.due;
    });
    expect(receiver.received).toHaveLength(1);
    await patch(id, { status: 'active' });
    await untilOneIs(id, { status: 'success', attempt_count: 2 });
    const numbers = receiver.received.map(({ headers }) => headers['x-synaptis-attempt']);
    expect(new Set(numbers)).toEqual(new Set(['1', '2']));
    await test.api.delete(`/v1/webhooks/${id}`).expect(204);
  });

  it('cancels them on delete and keeps them in the log', async () => {
    const id = await withPendingDelivery();
    await test.api.delete(`/v1/webhooks/${id}`).expect(204);
    const [delivery] = await deliveriesOf(id);
    expect(delivery).toMatchObject({ status: 'cancelled', next_attempt_at: null, attempt_count: 1 });
    const { body } = await test.api.get(`/v1/deliveries/${delivery!.id}`).expect(200);
    expect(body.attempts).toHaveLength(1);
    await test.api.post(`/v1/deliveries/${delivery!.id}/replay`).expect(422);
  });

  it('cancels those of a deleted buyer, whose key ends with it', async () => {
    const buyer = await aBuyer(test.api, `gone-${backend.name}`);
    const id = await register({ buyer_id: buyer.id });
    receiver.answerWith(500);
    await publish({ buyer_id: buyer.id });
    await untilOneIs(id, { attempt_count: 1 });
    await test.api.delete(`/v1/buyers/${buyer.id}`).expect(204);
    expect((await deliveriesOf(id))[0]).toMatchObject({ status: 'cancelled' });
    await test.api.get(`/v1/webhooks/${id}`).expect(404);
    await buyer.api.get('/v1/webhooks').expect(401);
  });

  it('is disabled by 410, which ends the delivery and parks the others', async () => {
    const id = await withPendingDelivery();
    receiver.answerWith(410);
    await publish();
    await waitFor('the webhook to be disabled', async () => {
      const { body } = await test.api.get(`/v1/webhooks/${id}`);
      return body.status === 'disabled' && body.disabled_reason;
    });
    expect(await deliveriesOf(id)).toMatchObject([
      { status: 'failed', attempt_count: 1 },
      { status: 'pending', parked: true },
    ]);
    await test.api.delete(`/v1/webhooks/${id}`).expect(204);
  });
});
