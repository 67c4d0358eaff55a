import { describeOnBothBackends } from '../support/backends';
import { brokenInvariants } from '../support/invariants';
import { Receiver } from '../support/receiver';
import { startTestPlatform, type TestPlatform } from '../support/test-platform';
import { verifyAsDocumented, verifyWithLibrary } from '../support/verifiers';
import { waitFor } from '../support/wait-for';

const DATA = {
  lead_id: 'lead_456def',
  verification_status: 'passed',
  quality_score: 92,
  note: 'Zoë — 東京 🏡 "quoted" \\ / \u2028',
  nested: { '2': 'b', '1': 'a', __proto__x: null, list: [1.5, -0.25, true, {}] },
};

describeOnBothBackends('a first delivery', (backend) => {
  let test: TestPlatform;
  let receiver: Receiver;

  beforeAll(async () => {
    test = await startTestPlatform({}, backend);
    receiver = await Receiver.start();
  });

  afterAll(async () => {
    await receiver.stop();
    await test.close();
  });

  it('goes from registration over publish to a verified, logged request', async () => {
    const { body: webhook } = await test.api
      .post('/v1/webhooks', { url: receiver.url, events: ['lead.verified'], headers: { 'X-Env': 'prod' } })
      .expect(201);
    expect(webhook).toMatchObject({
      id: expect.stringMatching(/^wh_/),
      url: receiver.url,
      events: ['lead.verified'],
      secret: expect.stringMatching(/^whsec_/),
      status: 'active',
    });

    const { body: event } = await test.api
      .post('/v1/events', { type: 'lead.verified', data: DATA })
      .expect(202);
    expect(event).toMatchObject({
      id: expect.stringMatching(/^evt_/),
      type: 'lead.verified',
      api_version: '2024-01-01',
      buyer_id: null,
      deliveries: 1,
    });

    const [received] = await receiver.waitForCount(1);
    expect(JSON.parse(received!.body)).toEqual({
      id: event.id,
      type: 'lead.verified',
      created: event.created,
      data: JSON.parse(JSON.stringify(DATA)),
      api_version: '2024-01-01',
    });
    expect(Object.keys(JSON.parse(received!.body))).toEqual(['id', 'type', 'created', 'data', 'api_version']);
    expect(received!.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': expect.stringMatching(/^Synaptis-Webhooks\/\d/),
      'webhook-id': event.id,
      'x-synaptis-event': 'lead.verified',
      'x-synaptis-attempt': '1',
      'x-env': 'prod',
    });
    expect(verifyAsDocumented(received!, webhook.secret)).toBe(true);
    expect(verifyWithLibrary(received!, webhook.secret)).toBe(true);
    const tampered = { ...received!, body: received!.body.replace('passed', 'failed') };
    expect(verifyAsDocumented(tampered, webhook.secret)).toBe(false);
    expect(verifyWithLibrary(tampered, webhook.secret)).toBe(false);

    const deliveryId = String(received!.headers['x-synaptis-delivery']);
    const delivery = await waitFor('the delivery to succeed', async () => {
      const { body } = await test.api.get(`/v1/deliveries/${deliveryId}`).expect(200);
      return body.status === 'success' && body;
    });
    expect(delivery).toMatchObject({ event_id: event.id, webhook_id: webhook.id, attempt_count: 1 });
    expect(delivery.attempts).toHaveLength(1);
    expect(delivery.attempts[0]).toMatchObject({
      number: 1,
      trigger: 'automatic',
      status_code: 200,
      error: null,
    });
    expect(delivery.attempts[0].request.body).toBe(received!.body);
    expect(delivery.attempts[0].request.headers['x-synaptis-signature']).toBe(
      received!.headers['x-synaptis-signature'],
    );
  });

  it('keeps what was published readable through the event', async () => {
    const { body: event } = await test.api
      .post('/v1/events', { type: 'lead.verified', data: DATA })
      .expect(202);
    const { body: shown } = await test.api.get(`/v1/events/${event.id}`).expect(200);
    expect(shown).toMatchObject({ id: event.id, data: JSON.parse(JSON.stringify(DATA)) });
    expect(shown.deliveries).toHaveLength(1);
  });

  it('delivers a batch of a hundred events once each', async () => {
    const events = Array.from({ length: 100 }, (_, index) => ({ type: 'lead.verified', data: { index } }));
    const { body } = await test.api.post('/v1/events/batch', { events }).expect(202);
    expect(body.data).toHaveLength(100);
    const published = new Set<string>(body.data.map(({ id }: { id: string }) => id));
    await waitFor('all to be recorded', async () => {
      const [row] = await test.database.query<{ open: number }>(
        `SELECT count(*)::int AS open FROM deliveries WHERE status <> 'success'`,
      );
      return row!.open === 0;
    });
    const ids = receiver.received.map(({ headers }) => String(headers['webhook-id']));
    expect(ids.filter((id) => published.has(id)).toSorted()).toEqual([...published].toSorted());
    expect(await brokenInvariants(test.database)).toEqual([]);
  });
});
