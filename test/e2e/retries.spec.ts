import { type ServerResponse } from 'node:http';
import { describeOnBothBackends } from '../support/backends';
import { brokenInvariants } from '../support/invariants';
import { Receiver } from '../support/receiver';
import { startTestPlatform, type TestPlatform } from '../support/test-platform';
import { verifyAsDocumented } from '../support/verifiers';
import { waitFor } from '../support/wait-for';

interface DeliveryBody {
  id: string;
  status: string;
  attempt_count: number;
  next_attempt_at: string | null;
  attempts: {
    number: number;
    started_at: string;
    duration_ms: number;
    status_code: number | null;
    error: unknown;
  }[];
}

const MINUTE_MS = 60_000;

describeOnBothBackends('retries', (backend) => {
  let test: TestPlatform;
  let receiver: Receiver;
  let outcomes: Receiver;

  beforeAll(async () => {
    test = await startTestPlatform({}, backend);
    receiver = await Receiver.start();
    outcomes = await Receiver.start();
    await test.api
      .post('/v1/webhooks', { url: outcomes.url, events: ['delivery.success', 'delivery.failed'] })
      .expect(201);
  });

  afterEach(async () => expect(await brokenInvariants(test.database)).toEqual([]));

  afterAll(async () => {
    await Promise.all([receiver.stop(), outcomes.stop()]);
    await test.close();
  });

  async function register(options: object = {}) {
    const { body } = await test.api
      .post('/v1/webhooks', { url: receiver.url, events: ['lead.submitted'], ...options })
      .expect(201);
    return body as { id: string; secret: string };
  }

  async function publish(): Promise<string> {
    const { body } = await test.api
      .post('/v1/events', { type: 'lead.submitted', data: { lead_id: 'lead_1' } })
      .expect(202);
    return body.id;
  }

  async function deliveryOf(eventId: string, webhookId: string): Promise<DeliveryBody> {
    const { body: list } = await test.api.get(`/v1/deliveries?event_id=${eventId}&webhook_id=${webhookId}`);
    const { body } = await test.api.get(`/v1/deliveries/${list.data[0].id}`).expect(200);
    return body;
  }

  const afterAttempt = (number: number, eventId: string, webhookId: string) =>
    waitFor(`attempt ${number} to be recorded`, async () => {
      const delivery = await deliveryOf(eventId, webhookId);
      return delivery.attempt_count === number && delivery;
    });

  /** Moves the hand of the clock: the retry becomes due now, and the sweep finds it. */
  const makeDue = (deliveryId: string) =>
    test.database.query(
      `UPDATE deliveries SET next_attempt_at = now() - interval '11 seconds' WHERE id = $1`,
      [deliveryId],
    );

  it('come 1 min, 5 min, 30 min, 2 h and 24 h after the failed attempt, and then the delivery has failed', async () => {
    const webhook = await register();
    receiver.answerWith(500);
    const start = receiver.received.length;
    const eventId = await publish();
    const waits: number[] = [];
    for (let number = 1; number <= 5; number++) {
      const delivery = await afterAttempt(number, eventId, webhook.id);
      const last = delivery.attempts.at(-1)!;
      const endedAt = Date.parse(last.started_at) + last.duration_ms;
      waits.push(Date.parse(delivery.next_attempt_at!) - endedAt);
      await makeDue(delivery.id);
    }
    const expected = [1, 5, 30, 120, 1440].map((minutes) => minutes * MINUTE_MS);
    waits.forEach((wait, index) => {
      expect(wait).toBeGreaterThanOrEqual(expected[index]! - 2);
      expect(wait).toBeLessThan(expected[index]! + 1_000);
    });
    const failed = await afterAttempt(6, eventId, webhook.id);
    expect(failed).toMatchObject({ status: 'failed', next_attempt_at: null });
    const received = receiver.received.slice(start);
    expect(received.map(({ headers }) => headers['x-synaptis-attempt'])).toEqual([
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
    ]);
    expect(new Set(received.map(({ body }) => body)).size).toBe(1);
    expect(received.every((one) => verifyAsDocumented(one, webhook.secret))).toBe(true);
    await test.api.delete(`/v1/webhooks/${webhook.id}`).expect(204);
  });

  it('stop at the first success, and both outcomes are published once', async () => {
    const recovering = await register({ retry_schedule_seconds: [1, 1] });
    receiver.answerWith(503, 200);
    const eventId = await publish();
    const recovered = await afterAttempt(2, eventId, recovering.id);
    expect(recovered).toMatchObject({ status: 'success' });
    await test.api.delete(`/v1/webhooks/${recovering.id}`).expect(204);

    const dead = await register({ retry_schedule_seconds: [] });
    receiver.answerWith(404);
    const deadEventId = await publish();
    const failed = await afterAttempt(1, deadEventId, dead.id);
    expect(failed).toMatchObject({ status: 'failed' });
    await test.api.delete(`/v1/webhooks/${dead.id}`).expect(204);

    // The outcomes of earlier tests may still come in.
    const told = () =>
      outcomes.received
        .map(({ body }) => JSON.parse(body))
        .filter(({ data }) => [eventId, deadEventId].includes(data.event_id));
    const events = await waitFor('both outcomes', () => told().length >= 2 && told());
    expect(new Set(events.map(({ type }) => type))).toEqual(new Set(['delivery.failed', 'delivery.success']));
    expect(events.find(({ type }) => type === 'delivery.failed').data).toEqual({
      delivery_id: failed.id,
      webhook_id: dead.id,
      event_id: deadEventId,
      event_type: 'lead.submitted',
      status: 'failed',
      attempts: 1,
      lead_id: 'lead_1',
      last_attempt: {
        number: 1,
        status_code: 404,
        error: { code: 'HTTP_STATUS', message: expect.any(String) },
        duration_ms: expect.any(Number),
        at: failed.attempts[0]!.started_at,
      },
      timestamp: expect.stringMatching(/Z$/),
    });
    await waitFor('outcome deliveries to end', async () => {
      const rows = await test.database.query(`SELECT 1 FROM deliveries WHERE status = 'pending'`);
      return rows.length === 0;
    });
    expect(told()).toHaveLength(2);
    const [{ count }] = (await test.database.query<{ count: number }>(
      `SELECT count(*)::int FROM events e JOIN events o ON o.body LIKE '%' || e.id || '%' AND o.id <> e.id
       WHERE e.type LIKE 'delivery.%' AND o.type LIKE 'delivery.%'`,
    )) as [{ count: number }];
    expect(count).toBe(0);
  });

  it('obey Retry-After only where it makes the wait longer', async () => {
    const webhook = await register();
    receiver.answerWith((response: ServerResponse) =>
      response.writeHead(429, { 'retry-after': '600' }).end(),
    );
    const later = await afterAttempt(1, await publish(), webhook.id);
    expect(Date.parse(later.next_attempt_at!) - Date.now()).toBeGreaterThan(9 * MINUTE_MS);
    receiver.answerWith((response: ServerResponse) => response.writeHead(503, { 'retry-after': '5' }).end());
    const notSooner = await afterAttempt(1, await publish(), webhook.id);
    expect(Date.parse(notSooner.next_attempt_at!) - Date.now()).toBeGreaterThan(0.8 * MINUTE_MS);
    await test.api.delete(`/v1/webhooks/${webhook.id}`).expect(204);
  });

  it('end at 410 Gone, which also disables the webhook', async () => {
    const webhook = await register();
    receiver.answerWith(410);
    const eventId = await publish();
    expect(await afterAttempt(1, eventId, webhook.id)).toMatchObject({ status: 'failed' });
    const { body } = await test.api.get(`/v1/webhooks/${webhook.id}`).expect(200);
    expect(body.status).toBe('disabled');
    await test.api.delete(`/v1/webhooks/${webhook.id}`).expect(204);
  });

  it("end an attempt at the webhook's own time limit", async () => {
    const webhook = await register({ timeout_ms: 1_000, retry_schedule_seconds: [] });
    receiver.answerWith((response: ServerResponse) => response.writeHead(200).write('dripping'));
    const failed = await afterAttempt(1, await publish(), webhook.id);
    expect(failed.attempts[0]).toMatchObject({ status_code: null, error: { code: 'TIMEOUT' } });
    expect(failed.attempts[0]!.duration_ms).toBeGreaterThanOrEqual(990);
    // Below the five seconds of webhooks without one.
    expect(failed.attempts[0]!.duration_ms).toBeLessThan(4_500);
    await test.api.delete(`/v1/webhooks/${webhook.id}`).expect(204);
  });

  it('wait while the webhook is disabled and go on when it is enabled', async () => {
    const webhook = await register({ retry_schedule_seconds: [5] });
    receiver.answerWith(500, 200);
    const eventId = await publish();
    await afterAttempt(1, eventId, webhook.id);
    await test.api.patch(`/v1/webhooks/${webhook.id}`, { status: 'disabled' }).expect(200);
    expect(await deliveryOf(eventId, webhook.id)).toMatchObject({ status: 'pending', parked: true });
    await test.api.patch(`/v1/webhooks/${webhook.id}`, { status: 'active' }).expect(200);
    expect(await afterAttempt(2, eventId, webhook.id)).toMatchObject({ status: 'success', parked: false });
    await test.api.delete(`/v1/webhooks/${webhook.id}`).expect(204);
  });

  it('are called off when the webhook is deleted', async () => {
    const webhook = await register();
    receiver.answerWith(500);
    const eventId = await publish();
    await afterAttempt(1, eventId, webhook.id);
    await test.api.delete(`/v1/webhooks/${webhook.id}`).expect(204);
    expect(await deliveryOf(eventId, webhook.id)).toMatchObject({
      status: 'cancelled',
      next_attempt_at: null,
    });
  });
});
