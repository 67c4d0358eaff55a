import { JobQueue } from '../../../src/platform/queue';
import { describeOnBothBackends } from '../../support/backends';
import { brokenInvariants } from '../../support/invariants';
import { Receiver } from '../../support/receiver';
import { rowCounts } from '../../support/row-counts';
import { startTestPlatform, type TestPlatform } from '../../support/test-platform';
import { waitFor } from '../../support/wait-for';

const EVENT = { type: 'lead.verified', data: { lead_id: 'lead_1' } };

describeOnBothBackends('publishing', (backend) => {
  let test: TestPlatform;
  let receiver: Receiver;
  const webhookIds: string[] = [];

  beforeAll(async () => {
    test = await startTestPlatform({}, backend);
    receiver = await Receiver.start();
    for (const events of [['lead.*'], ['lead.verified']]) {
      const { body } = await test.api.post('/v1/webhooks', { url: receiver.url, events }).expect(201);
      webhookIds.push(body.id as string);
    }
  });

  afterAll(async () => {
    await receiver.stop();
    await test.close();
  });

  const publish = (fields: object = {}) => test.api.post('/v1/events', { ...EVENT, ...fields });
  const webhooksOf = async (eventIds: string[]) =>
    test.database.query<{ eventId: string; webhooks: string[] }>(
      `SELECT e.id AS "eventId", array_agg(d.webhook_id ORDER BY d.webhook_id) AS webhooks
       FROM events e JOIN deliveries d ON d.event_id = e.id WHERE e.id = ANY($1) GROUP BY e.id`,
      [eventIds],
    );

  it('keeps the promise to two hundred callers at once: one event, one delivery a webhook', async () => {
    const answers = await Promise.all(
      Array.from({ length: 200 }, async (_, index) => publish({ data: { index } })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 200 }, () => 202));
    const ids = answers.map(({ body }) => body.id as string);
    expect(new Set(ids).size).toBe(200);
    const stored = await webhooksOf(ids);
    expect(stored).toHaveLength(200);
    for (const { webhooks } of stored) expect(webhooks).toEqual(webhookIds.toSorted());

    await waitFor(
      'all to be delivered',
      async () => {
        const [row] = await test.database.query<{ open: number }>(
          `SELECT count(*)::int AS open FROM deliveries WHERE status <> 'success'`,
        );
        return row!.open === 0;
      },
      { limitMs: 60_000, everyMs: 50 },
    );
    const wanted = new Set(ids);
    const received = receiver.received.filter(({ headers }) => wanted.has(String(headers['webhook-id'])));
    expect(new Set(received.map(({ headers }) => headers['x-synaptis-delivery'])).size).toBe(400);
    // Each caller's own data went out under the id that caller was given.
    const indexOf = new Map(ids.map((id, index) => [id, index]));
    for (const { body } of received) {
      const event = JSON.parse(body) as { id: string; data: { index: number } };
      expect(event.data.index).toBe(indexOf.get(event.id));
    }
    expect(await brokenInvariants(test.database)).toEqual([]);
  });

  it('answers in the order of the batch, with ids that sort in that order', async () => {
    const events = Array.from({ length: 1_000 }, (_, index) => ({ ...EVENT, data: { index } }));
    const { body } = await test.api.post('/v1/events/batch', { events }).expect(202);
    const ids = body.data.map(({ id }: { id: string }) => id) as string[];
    expect(ids).toEqual(ids.toSorted());
    const [last] = await test.database.query<{ body: string }>('SELECT body FROM events WHERE id = $1', [
      ids.at(-1),
    ]);
    expect(JSON.parse(last!.body)).toMatchObject({ id: ids.at(-1), data: { index: 999 } });
    expect(await webhooksOf(ids)).toHaveLength(1_000);
  });

  it.each<[string, object, number, string]>([
    ['an unknown type', { type: 'lead.unheard', data: {} }, 422, '/events/2/type'],
    ['a type of the platform itself', { type: 'delivery.success', data: {} }, 422, '/events/2/type'],
    ['an unknown buyer', { ...EVENT, buyer_id: 'nobody' }, 422, '/events/2/buyer_id'],
    ['no data', { type: 'lead.verified' }, 400, '/events/2/data'],
    ['data that is a list', { type: 'lead.verified', data: [] }, 400, '/events/2/data'],
  ])('stores nothing of a batch with %s in its midst', async (_case, bad, status, pointer) => {
    const before = await rowCounts(test.database);
    const { body } = await test.api
      .post('/v1/events/batch', { events: [EVENT, EVENT, bad, EVENT] })
      .expect(status);
    expect(body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
    const after = await rowCounts(test.database);
    expect({ events: after['events'], deliveries: after['deliveries'] }).toEqual({
      events: before['events'],
      deliveries: before['deliveries'],
    });
  });

  it.each([
    ['no events', []],
    ['1,001 events', Array.from({ length: 1_001 }, () => EVENT)],
    ['events that are none', 'lead.verified'],
  ])('refuses a batch with %s', async (_case, events) => {
    const { body } = await test.api.post('/v1/events/batch', { events }).expect(400);
    expect(body.errors[0].pointer).toBe('/events');
  });

  it('publishes once for an idempotency key, also when the calls come together', async () => {
    const send = async () => publish({ data: { once: backend.name } }).set('Idempotency-Key', 'publish-once');
    const answers = await Promise.all([send(), send(), send(), send(), send()]);
    const accepted = answers.filter(({ status }) => status === 202);
    expect(accepted.length).toBeGreaterThan(0);
    expect(new Set(accepted.map(({ body }) => body.id as string)).size).toBe(1);
    const refusals = answers.filter(({ status }) => status !== 202);
    for (const { status, body } of refusals) {
      expect({ status, code: body.code }).toEqual({ status: 409, code: 'IDEMPOTENCY_IN_PROGRESS' });
    }
    const again = await send();
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.body).toEqual(accepted[0]!.body);
    const eventId = again.body.id as string;
    expect(await webhooksOf([eventId])).toEqual([{ eventId, webhooks: webhookIds.toSorted() }]);
    // Behind the two thousand deliveries of the batch above.
    await waitFor(
      'the event to arrive at both',
      () => receiver.received.filter(({ headers }) => headers['webhook-id'] === eventId).length === 2,
      { limitMs: 60_000 },
    );
  });

  it('refuses an idempotency key that comes back with another event, and forgets failures', async () => {
    await publish().set('Idempotency-Key', 'reused').expect(202);
    const { body } = await publish({ data: { other: true } })
      .set('Idempotency-Key', 'reused')
      .expect(422);
    expect(body.code).toBe('IDEMPOTENCY_KEY_REUSED');
    await publish({ type: 'lead.unheard' }).set('Idempotency-Key', 'tried-again').expect(422);
    await publish().set('Idempotency-Key', 'tried-again').expect(202);
  });

  it('answers 202 although the queue does not take the bell', async () => {
    const queue = test.platform.app.get(JobQueue, { strict: false });
    const broken = jest.spyOn(queue, 'addMany').mockRejectedValue(new Error('The queue is away'));
    const { body } = await publish({ data: { unrung: true } }).expect(202);
    await waitFor('the bell to be tried', () => broken.mock.calls.length > 0);
    broken.mockRestore();
    const received = await waitFor(
      'the sweep to ring again',
      () => receiver.received.find(({ headers }) => headers['webhook-id'] === body.id),
      { limitMs: 60_000 },
    );
    expect(received.headers['x-synaptis-attempt']).toBe('1');
  });
});
