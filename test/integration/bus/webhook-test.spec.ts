import { Receiver } from '../../support/receiver';
import { createSecondAccount } from '../../support/second-account';
import { type Api, startTestPlatform, type TestPlatform } from '../../support/test-platform';
import { verifyAsDocumented, verifyWithLibrary } from '../../support/verifiers';
import { waitFor } from '../../support/wait-for';

describe('POST /v1/webhooks/:id/test', () => {
  let test: TestPlatform;
  let api: Api;
  let receiver: Receiver;
  let bystander: Receiver;

  beforeAll(async () => {
    test = await startTestPlatform();
  });

  afterAll(() => test.close());

  beforeEach(async () => {
    ({ api } = await createSecondAccount(test));
    receiver = await Receiver.start();
    bystander = await Receiver.start();
    await api.post('/v1/webhooks', { url: bystander.url, events: ['*'] }).expect(201);
  });

  afterEach(async () => {
    expect(
      bystander.received.filter(({ headers }) => headers['x-synaptis-event'] !== 'delivery.success'),
    ).toEqual([]);
    await receiver.stop();
    await bystander.stop();
  });

  const register = async (fields: object = {}) => {
    const asked = { url: receiver.url, events: ['lead.verified'], ...fields };
    return (await api.post('/v1/webhooks', asked).expect(201)).body as { id: string; secret: string };
  };
  const example = async (type: string) => (await api.get(`/v1/event-types/${type}`).expect(200)).body.example;

  it("sends the type's example to this webhook alone, signed and logged like any delivery", async () => {
    const { id, secret } = await register();
    const { body: delivery } = await api.post(`/v1/webhooks/${id}/test`, {}).expect(202);
    expect(delivery).toMatchObject({ webhook_id: id, event_type: 'lead.verified', status: 'pending' });
    const [received] = await receiver.waitForCount(1);
    expect(received!.headers['x-synaptis-delivery']).toBe(delivery.id);
    expect(verifyAsDocumented(received!, secret)).toBe(true);
    expect(verifyWithLibrary(received!, secret)).toBe(true);
    expect(JSON.parse(received!.body)).toMatchObject({
      id: delivery.event_id,
      type: 'lead.verified',
      data: await example('lead.verified'),
    });
    const logged = await waitFor('the attempt to be logged', async () => {
      const { body } = await api.get(`/v1/deliveries/${delivery.id}`).expect(200);
      return body.status === 'success' && body;
    });
    expect(logged.attempts).toMatchObject([{ number: 1, trigger: 'test', status_code: 200 }]);
  });

  it('is retried when it fails, then by schedule', async () => {
    const { id } = await register({ retry_schedule_seconds: [1] });
    receiver.answerWith(500, 200);
    const { body: delivery } = await api.post(`/v1/webhooks/${id}/test`, {}).expect(202);
    const logged = await waitFor('the retry to succeed', async () => {
      const { body } = await api.get(`/v1/deliveries/${delivery.id}`).expect(200);
      return body.status === 'success' && body;
    });
    const attempts = logged.attempts as { number: number; trigger: string }[];
    expect(attempts.toSorted((a, b) => a.number - b.number)).toMatchObject([
      { number: 1, trigger: 'test' },
      { number: 2, trigger: 'automatic' },
    ]);
  });

  it.each([
    ['a type it does not subscribe to', { type: 'bid.won' }, 'bid.won'],
    ['an outcome event', { type: 'delivery.failed' }, 'delivery.failed'],
  ])('sends the example of %s', async (_case, request, type) => {
    const { id } = await register();
    await api.post(`/v1/webhooks/${id}/test`, request).expect(202);
    const [received] = await receiver.waitForCount(1);
    expect(JSON.parse(received!.body)).toMatchObject({ type, data: await example(type) });
  });

  it.each([
    ['the first exact type', ['lead.*', 'bid.won'], 'bid.won'],
    ['a built-in type when there are only patterns', ['lead.*'], 'lead.submitted'],
  ])('picks %s by itself', async (_case, events, type) => {
    const { id } = await register({ events });
    const { body } = await api.post(`/v1/webhooks/${id}/test`, {}).expect(202);
    expect(body.event_type).toBe(type);
  });

  it('sends data of your own, and needs it for a type without example', async () => {
    await api.post('/v1/event-types', { name: 'own.bare', description: 'Without example' }).expect(201);
    const { id } = await register({ events: ['own.bare'] });
    const { body: refused } = await api.post(`/v1/webhooks/${id}/test`, {}).expect(422);
    expect(refused).toMatchObject({ code: 'RULE_VIOLATED', errors: [{ pointer: '/data' }] });
    await api.post(`/v1/webhooks/${id}/test`, { data: { mine: [1, 2] } }).expect(202);
    const [received] = await receiver.waitForCount(1);
    expect(JSON.parse(received!.body).data).toEqual({ mine: [1, 2] });
  });

  it('refuses an unknown type, a disabled webhook and fields nobody knows', async () => {
    const { id } = await register();
    const { body: unknown } = await api.post(`/v1/webhooks/${id}/test`, { type: 'no.such' }).expect(422);
    expect(unknown).toMatchObject({ code: 'UNKNOWN_EVENT_TYPE', errors: [{ pointer: '/type' }] });
    await api.post(`/v1/webhooks/${id}/test`, { data: [] }).expect(400);
    await api.post(`/v1/webhooks/${id}/test`, { url: 'http://example.com' }).expect(400);
    await api.patch(`/v1/webhooks/${id}`, { status: 'disabled' }).expect(200);
    const { body: disabled } = await api.post(`/v1/webhooks/${id}/test`, {}).expect(422);
    expect(disabled.code).toBe('RULE_VIOLATED');
    expect((await api.get(`/v1/deliveries?webhook_id=${id}`)).body.data).toEqual([]);
  });

  it('sends once for an idempotency key', async () => {
    const { id } = await register();
    const send = () => api.post(`/v1/webhooks/${id}/test`, {}).set('Idempotency-Key', 'test-once');
    const first = await send().expect(202);
    expect((await send().expect(202)).body).toEqual(first.body);
    expect((await api.get(`/v1/deliveries?webhook_id=${id}`)).body.data).toHaveLength(1);
  });

  it('is never given to another webhook by a replay of missed events', async () => {
    const { id } = await register();
    const { body: delivery } = await api.post(`/v1/webhooks/${id}/test`, {}).expect(202);
    await receiver.waitForCount(1);
    const { body: replay } = await api
      .post(`/v1/events/${delivery.event_id}/replay`, { missing: true })
      .expect(202);
    expect(replay.deliveries).toEqual([delivery.id]);
    const period = {
      created_after: '2020-01-01T00:00:00.000Z',
      missing: true,
      status: 'cancelled',
      dry_run: true,
    };
    const { body: bulk } = await api.post('/v1/replays', period).expect(202);
    expect(bulk.matched).toBe(0);
  });
});
