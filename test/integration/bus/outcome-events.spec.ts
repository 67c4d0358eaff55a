import { describeOnBothBackends } from '../../support/backends';
import { brokenInvariants } from '../../support/invariants';
import { type Received, Receiver } from '../../support/receiver';
import { createSecondAccount } from '../../support/second-account';
import { type Api, startTestPlatform, type TestPlatform } from '../../support/test-platform';
import { waitFor } from '../../support/wait-for';

interface Outcome {
  type: string;
  data: Record<string, unknown>;
}

const typeOf = ({ headers }: Received) => String(headers['x-synaptis-event']);
const bodyOf = ({ body }: Received) => JSON.parse(body) as Outcome;

describeOnBothBackends('outcome events', (backend) => {
  let test: TestPlatform;
  let api: Api;
  let target: Receiver;
  let listener: Receiver;

  beforeAll(async () => {
    test = await startTestPlatform({}, backend);
  });

  afterAll(async () => {
    expect(await brokenInvariants(test.database)).toEqual([]);
    await test.close();
  });

  beforeEach(async () => {
    ({ api } = await createSecondAccount(test));
    target = await Receiver.start();
    listener = await Receiver.start();
  });

  afterEach(async () => {
    await target.stop();
    await listener.stop();
  });

  const register = async (receiver: Receiver, events: string[], fields: object = {}) => {
    const asked = { url: receiver.url, events, retry_schedule_seconds: [], ...fields };
    return (await api.post('/v1/webhooks', asked).expect(201)).body.id as string;
  };
  const publish = async (fields: object = {}) => {
    const event = { type: 'lead.verified', data: { lead_id: 'lead_456def' }, ...fields };
    return (await api.post('/v1/events', event).expect(202)).body.id as string;
  };
  const untilAllEnded = async () =>
    waitFor('every delivery to have ended', async () => {
      const { body } = await api.get('/v1/deliveries?status=pending').expect(200);
      return body.data.length === 0;
    });

  it('tell a success as documented', async () => {
    const webhookId = await register(target, ['lead.verified']);
    await register(listener, ['delivery.success']);
    const eventId = await publish();
    const [told] = await listener.waitForCount(1);
    const [sent] = target.received;
    expect(bodyOf(told!)).toMatchObject({ type: 'delivery.success' });
    expect(bodyOf(told!).data).toEqual({
      delivery_id: sent!.headers['x-synaptis-delivery'],
      webhook_id: webhookId,
      event_id: eventId,
      event_type: 'lead.verified',
      status: 'success',
      attempts: 1,
      lead_id: 'lead_456def',
      last_attempt: {
        number: 1,
        status_code: 200,
        error: null,
        duration_ms: expect.any(Number),
        at: expect.stringMatching(/Z$/),
      },
      timestamp: expect.stringMatching(/Z$/),
    });
  });

  it('tell a failure once all attempts are used, with the last one', async () => {
    await register(target, ['lead.verified'], { retry_schedule_seconds: [1] });
    await register(listener, ['delivery.*']);
    target.answerWith(500, 503);
    await publish({ data: { without: 'lead_id' } });
    const [told] = await listener.waitForCount(1);
    const { type, data } = bodyOf(told!);
    expect(type).toBe('delivery.failed');
    expect(data).toMatchObject({
      status: 'failed',
      attempts: 2,
      last_attempt: { number: 2, status_code: 503, error: { code: expect.any(String) } },
    });
    expect(data).not.toHaveProperty('lead_id');
  });

  it('cause no further ones, even for a listener to everything that fails', async () => {
    await register(target, ['lead.verified']);
    await register(listener, ['*']);
    listener.answerWith(500);
    await publish();
    // Two deliveries of the event end, so two outcomes are told; telling them fails and is told to nobody.
    await listener.waitForCount(3);
    await untilAllEnded();
    expect(listener.received.map(typeOf).toSorted()).toEqual([
      'delivery.failed',
      'delivery.success',
      'lead.verified',
    ]);
    const { body } = await api.get('/v1/events?limit=250').expect(200);
    expect(body.data).toHaveLength(3);
  });

  it("of a buyer's event go to that buyer and to the account, never to another buyer", async () => {
    const listeners = { account: listener, mine: await Receiver.start(), other: await Receiver.start() };
    for (const id of ['mine', 'other']) await api.post('/v1/buyers', { id, name: id }).expect(201);
    await register(target, ['lead.verified']);
    await register(listeners.account, ['delivery.success']);
    await register(listeners.mine, ['delivery.success'], { buyer_id: 'mine' });
    await register(listeners.other, ['delivery.success'], { buyer_id: 'other' });
    const forMine = await publish({ buyer_id: 'mine' });
    const forAccount = await publish();
    await listeners.account.waitForCount(2);
    await untilAllEnded();
    const told = (receiver: Receiver) =>
      receiver.received.map((one) => String(bodyOf(one).data['event_id'])).toSorted();
    expect(told(listeners.account)).toEqual([forMine, forAccount].toSorted());
    expect(told(listeners.mine)).toEqual([forMine]);
    expect(told(listeners.other)).toEqual([]);
    await listeners.mine.stop();
    await listeners.other.stop();
  });

  it('stay within the account', async () => {
    const stranger = await createSecondAccount(test);
    await stranger.api.post('/v1/webhooks', { url: listener.url, events: ['*'] }).expect(201);
    await register(target, ['lead.verified']);
    await publish();
    await target.waitForCount(1);
    await untilAllEnded();
    expect((await stranger.api.get('/v1/events')).body.data).toEqual([]);
  });

  it('are not even stored where nobody listens', async () => {
    await register(target, ['lead.verified']);
    const eventId = await publish();
    await target.waitForCount(1);
    await untilAllEnded();
    const { body } = await api.get('/v1/events').expect(200);
    expect(body.data.map(({ id }: { id: string }) => id)).toEqual([eventId]);
  });

  it('tell nothing of a delivery that was cancelled', async () => {
    const webhookId = await register(target, ['lead.verified'], { retry_schedule_seconds: [3_600] });
    await register(listener, ['delivery.*']);
    target.answerWith(500);
    await publish();
    const delivery = await waitFor('the first attempt', async () => {
      const { body } = await api.get(`/v1/deliveries?webhook_id=${webhookId}`).expect(200);
      return body.data[0]?.attempt_count === 1 && body.data[0];
    });
    await api.post(`/v1/deliveries/${delivery.id}/cancel`).expect(202);
    await untilAllEnded();
    const { body } = await api.get('/v1/events').expect(200);
    expect(body.data).toHaveLength(1);
  });

  it('are told anew when a replay ends', async () => {
    await register(target, ['lead.verified']);
    await register(listener, ['delivery.*']);
    target.answerWith(500, 200);
    await publish();
    const [failed] = await listener.waitForCount(1);
    const deliveryId = String(bodyOf(failed!).data['delivery_id']);
    await api.post(`/v1/deliveries/${deliveryId}/replay`).expect(202);
    const [, succeeded] = await listener.waitForCount(2);
    expect(bodyOf(succeeded!)).toMatchObject({
      type: 'delivery.success',
      data: { delivery_id: deliveryId, attempts: 2, last_attempt: { number: 2 } },
    });
  });
});
