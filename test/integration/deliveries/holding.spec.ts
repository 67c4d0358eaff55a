import { ParkingService } from '../../../src/features/deliveries/parking.service';
import { brokenInvariants } from '../../support/invariants';
import { Receiver } from '../../support/receiver';
import { startTestPlatform, type TestPlatform } from '../../support/test-platform';
import { waitFor } from '../../support/wait-for';

/** Fails for an amount that is no number. */
const FAILING = '{"cents": event.data.amount * 100}';
const MENDED = '{"amount": event.data.amount}';
const DETAIL = /^The mapping failed\. .+\. It is at character \d+ of the expression\.$/;
const HELD = { status: 'pending', parked: true, parked_reason: 'mapping_failed', attempt_count: 0 };

describe('a delivery whose mapping fails', () => {
  let test: TestPlatform;
  let receiver: Receiver;
  let webhookId: string;

  beforeEach(async () => {
    test = await startTestPlatform();
    receiver = await Receiver.start();
    const { body } = await test.api
      .post('/v1/webhooks', { url: receiver.url, events: ['lead.submitted'], mapping: FAILING })
      .expect(201);
    webhookId = body.id;
  });

  afterEach(async () => {
    expect(await brokenInvariants(test.database)).toEqual([]);
    await test.close();
    await receiver.stop();
  });

  const publish = async (amount: unknown): Promise<string> => {
    const { body: event } = await test.api
      .post('/v1/events', { type: 'lead.submitted', data: { amount } })
      .expect(202);
    const { body } = await test.api.get(`/v1/deliveries?event_id=${event.id}`).expect(200);
    return body.data[0].id;
  };
  const get = async (id: string) => (await test.api.get(`/v1/deliveries/${id}`).expect(200)).body;
  const expectToBecome = (id: string, fields: object) =>
    waitFor(`the delivery to be ${JSON.stringify(fields)}`, async () => {
      const delivery = await get(id);
      return Object.entries(fields).every(([name, value]) => delivery[name] === value) && delivery;
    });
  const publishHeld = async (): Promise<string> => {
    const id = await publish('ten');
    await expectToBecome(id, HELD);
    return id;
  };
  const patch = (fields: object) => test.api.patch(`/v1/webhooks/${webhookId}`, fields).expect(200);
  const reconcile = () => test.platform.app.get(ParkingService, { strict: false }).reconcile();

  it('waits with a plain sentence and the place in the expression, and nothing is sent', async () => {
    const delivery = await get(await publishHeld());
    expect(delivery).toMatchObject({ ...HELD, parked_detail: expect.stringMatching(DETAIL), attempts: [] });
    const { body } = await test.api.get('/v1/deliveries?parked=true').expect(200);
    expect(body.data).toMatchObject([{ id: delivery.id, parked_detail: delivery.parked_detail }]);
    // What fails for one event does not stand in the way of the others.
    await expectToBecome(await publish(10), { status: 'success', parked_reason: null });
    expect(receiver.received.map((received) => received.body)).toEqual(['{"cents":1000}']);
    expect(await test.database.query('SELECT 1 FROM attempts WHERE delivery_id = $1', [delivery.id])).toEqual(
      [],
    );
  });

  it('goes out once the mapping is mended', async () => {
    const id = await publishHeld();
    await patch({ mapping: MENDED });
    const delivery = await expectToBecome(id, { status: 'success' });
    expect(delivery).toMatchObject({
      parked: false,
      parked_reason: null,
      parked_detail: null,
      attempt_count: 1,
    });
    expect(receiver.received.map((received) => received.body)).toEqual(['{"amount":"ten"}']);
  });

  it('waits again, for the next change, when the new mapping fails as well', async () => {
    const id = await publishHeld();
    await patch({ mapping: '$nope()' });
    await waitFor('the new sentence', async () => /named \$nope/.test((await get(id)).parked_detail ?? ''));
    expect(await get(id)).toMatchObject(HELD);
    await patch({ mapping: MENDED });
    await expectToBecome(id, { status: 'success' });
  });

  it('waits for the webhook instead when it is mended while disabled', async () => {
    const id = await publishHeld();
    await patch({ status: 'disabled' });
    expect(await get(id)).toMatchObject(HELD);
    await patch({ mapping: MENDED });
    expect(await get(id)).toMatchObject({
      parked: true,
      parked_reason: 'webhook_disabled',
      parked_detail: null,
    });
    await patch({ status: 'active' });
    await expectToBecome(id, { status: 'success' });
  });

  it('goes out when one change mends and enables', async () => {
    const id = await publishHeld();
    await patch({ status: 'disabled' });
    await patch({ mapping: MENDED, status: 'active' });
    await expectToBecome(id, { status: 'success' });
  });

  it('is not released by what changes nothing of its content', async () => {
    const id = await publishHeld();
    await patch({ status: 'disabled' });
    await patch({ status: 'active', timeout_ms: 2_000 });
    await reconcile();
    expect(await get(id)).toMatchObject(HELD);
  });

  it('is found when it was held by a content that had changed meanwhile', async () => {
    const id = await publishHeld();
    // As a worker leaves it that evaluated the old mapping while the new one was written.
    await test.database.query(
      'UPDATE webhooks SET mapping = $2, content_version = content_version + 1 WHERE id = $1',
      [webhookId, MENDED],
    );
    await expectToBecome(id, { status: 'success' });
  });

  it('is tried anew by a replay, and held again', async () => {
    const id = await publishHeld();
    const { body } = await test.api.post(`/v1/deliveries/${id}/replay`).expect(202);
    expect(body).toMatchObject({ status: 'pending', parked: false, parked_reason: null });
    await expectToBecome(id, HELD);
    expect(receiver.received).toEqual([]);
  });

  it('is cancelled by hand', async () => {
    const id = await publishHeld();
    const { body } = await test.api.post(`/v1/deliveries/${id}/cancel`).expect(202);
    expect(body).toMatchObject({
      status: 'cancelled',
      parked: false,
      parked_reason: null,
      parked_detail: null,
    });
  });

  it('is called off with its webhook', async () => {
    const id = await publishHeld();
    await test.api.delete(`/v1/webhooks/${webhookId}`).expect(204);
    expect(await get(id)).toMatchObject({ status: 'cancelled', parked: false, parked_reason: null });
  });

  it('leaves nobody behind when there are more than fit into one step', async () => {
    const id = await publishHeld();
    await test.database.query(
      `INSERT INTO deliveries (id, account_id, event_id, webhook_id, event_type, status, is_parked, held_version,
         held_reason, next_attempt_at, created_at)
       SELECT 'dlv_' || lpad(n::text, 26, '0'), account_id, event_id, webhook_id, event_type, 'pending', true,
         held_version, held_reason, now() + interval '1 hour', created_at
       FROM deliveries, generate_series(1, 12000) n`,
    );
    const held = async () => {
      const [row] = await test.database.query<{ count: number }>(
        'SELECT count(*)::int AS count FROM deliveries WHERE held_version IS NOT NULL',
      );
      return row!.count;
    };
    await patch({ mapping: MENDED });
    expect(await held()).toBeGreaterThanOrEqual(7_000);
    await waitFor('all to be released', async () => (await held()) === 0, { limitMs: 20_000 });
    await expectToBecome(id, { status: 'success' });
    // Copies of one event to one webhook, which no invariant allows.
    await test.database.query(`DELETE FROM deliveries WHERE id LIKE 'dlv_00000000000000%'`);
  }, 60_000);
});
