import childProcess, { type ChildProcess } from 'node:child_process';
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

  it('is found by what it waits for, and shown in the figures', async () => {
    const idsOf = async (query: string) => {
      const { body } = await test.api.get(`/v1/deliveries?${query}`).expect(200);
      return body.data.map((delivery: { id: string }) => delivery.id);
    };
    const id = await publishHeld();
    expect(await idsOf('parked_reason=mapping_failed&status=pending')).toEqual([id]);
    expect(await idsOf('parked_reason=webhook_disabled')).toEqual([]);
    const { text } = await test.api.get('/metrics').expect(200);
    expect(text).toContain('synaptis_deliveries_waiting{state="held"} 1\n');
    expect(text).toContain('synaptis_deliveries_held_total 1\n');
    expect(text).toMatch(/^synaptis_mapping_evaluations_total\{outcome="failed",error_code="\w+"\} 1$/m);
    await patch({ status: 'disabled' });
    await patch({ mapping: MENDED });
    expect(await idsOf('parked_reason=mapping_failed')).toEqual([]);
    expect(await idsOf('parked_reason=webhook_disabled')).toEqual([id]);
    await test.api.get('/v1/deliveries?parked_reason=held').expect(400);
  });

  it('is part of a bulk replay of what is pending only, which holds it again', async () => {
    const id = await publishHeld();
    const period = { created_after: '2020-01-01T00:00:00.000Z' };
    const { body: ended } = await test.api.post('/v1/replays', { ...period, dry_run: true }).expect(202);
    expect(ended.matched).toBe(0);
    const { body: replay } = await test.api.post('/v1/replays', { ...period, status: 'pending' }).expect(202);
    await waitFor('the replay to complete', async () => {
      const { body } = await test.api.get(`/v1/replays/${replay.id}`).expect(200);
      return body.status === 'completed' && body.sent === 1;
    });
    await expectToBecome(id, HELD);
    expect(receiver.received).toEqual([]);
  });

  it('is evaluated anew after a replay while its webhook was disabled, once that is enabled', async () => {
    const id = await publishHeld();
    await patch({ status: 'disabled' });
    const { body } = await test.api.post(`/v1/deliveries/${id}/replay`).expect(202);
    expect(body).toMatchObject({ parked: true, parked_reason: 'webhook_disabled', parked_detail: null });
    await patch({ status: 'active' });
    await expectToBecome(id, HELD);
    expect(receiver.received).toEqual([]);
  });

  it('is held again when it is replayed after it was cancelled, and goes out once mended', async () => {
    const id = await publishHeld();
    await test.api.post(`/v1/deliveries/${id}/cancel`).expect(202);
    await patch({ url: `${receiver.url}?mended=no` });
    expect(await get(id)).toMatchObject({ status: 'cancelled', parked: false });
    await test.api.post(`/v1/deliveries/${id}/replay`).expect(202);
    await expectToBecome(id, HELD);
    await patch({ mapping: MENDED });
    await expectToBecome(id, { status: 'success', attempt_count: 1 });
    expect(receiver.received).toHaveLength(1);
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

describe('deliveries whose mappings run in processes that are killed', () => {
  /** The processes the platform has started for mappings. */
  const sandboxes: ChildProcess[] = [];
  let test: TestPlatform;
  let receiver: Receiver;

  beforeEach(async () => {
    const { fork } = childProcess;
    jest.spyOn(childProcess, 'fork').mockImplementation((...given: Parameters<typeof fork>) => {
      const sandbox = fork(...given);
      sandboxes.push(sandbox);
      return sandbox;
    });
    test = await startTestPlatform();
    receiver = await Receiver.start();
  });

  afterEach(async () => {
    expect(await brokenInvariants(test.database)).toEqual([]);
    await test.close();
    await receiver.stop();
    jest.restoreAllMocks();
  });

  it('all arrive in the end, and none is held', async () => {
    const count = 40;
    const mapping = '{"n": event.data.n, "sum": $sum([1..1000].($ * 2))}';
    await test.api
      .post('/v1/webhooks', { url: receiver.url, events: ['lead.submitted'], mapping })
      .expect(201);
    const events = Array.from({ length: count }, (_, n) => ({ type: 'lead.submitted', data: { n } }));
    await test.api.post('/v1/events/batch', { events }).expect(202);
    let kills = 0;
    await waitFor('sandboxes to be killed', () => {
      for (const sandbox of sandboxes.splice(0)) kills += sandbox.kill('SIGKILL') ? 1 : 0;
      return kills >= 8;
    });
    const waitingFor = async () =>
      test.database.query<{ held_reason: string | null }>(
        `SELECT held_reason FROM deliveries WHERE status <> 'success'`,
      );
    const isDone = async () => {
      const waiting = await waitingFor();
      // What is held stays so: no need to wait for it.
      return waiting.every(({ held_reason }) => held_reason !== null);
    };
    await waitFor('all to arrive', isDone, { limitMs: 60_000 });
    expect(await waitingFor()).toEqual([]);
    const numbers = receiver.received.map(({ body }) => (JSON.parse(body) as { n: number }).n);
    expect(new Set(numbers).size).toBe(count);
  }, 90_000);
});
