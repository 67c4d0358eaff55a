import { brokenInvariants } from '../../support/invariants';
import { Receiver } from '../../support/receiver';
import { startTestPlatform, type TestPlatform } from '../../support/test-platform';
import { waitFor } from '../../support/wait-for';

const LONG_AGO = '2020-01-01T00:00:00.000Z';
/** A thousand deliveries take a while on a busy machine; asking for them all the time makes that longer. */
const MANY = { limitMs: 60_000, everyMs: 50 };

describe('replays', () => {
  let test: TestPlatform;
  let receiver: Receiver;

  beforeEach(async () => {
    test = await startTestPlatform();
    receiver = await Receiver.start();
  });

  afterEach(async () => {
    await receiver.stop();
    await test.close();
  });

  async function addWebhook(more: object = {}): Promise<string> {
    const { body } = await test.api
      .post('/v1/webhooks', { url: receiver.url, events: ['lead.*'], ...more })
      .expect(201);
    return body.id;
  }

  async function publish(count: number): Promise<string[]> {
    const events = Array.from({ length: count }, (_, n) => ({ type: 'lead.verified', data: { n } }));
    const { body } = await test.api.post('/v1/events/batch', { events }).expect(202);
    return body.data.map(({ id }: { id: string }) => id);
  }

  async function deliveryOf(eventId: string): Promise<string> {
    const { body } = await test.api.get(`/v1/deliveries?event_id=${eventId}`).expect(200);
    return body.data[0].id;
  }

  async function untilNoneIs(status: string): Promise<void> {
    await waitFor(
      `no delivery to be ${status}`,
      async () => {
        const { body } = await test.api.get(`/v1/deliveries?status=${status}&limit=1`).expect(200);
        return body.data.length === 0;
      },
      MANY,
    );
  }

  async function untilCompleted(replayId: string) {
    return waitFor(
      'the replay to complete',
      async () => {
        const { body } = await test.api.get(`/v1/replays/${replayId}`).expect(200);
        return body.status === 'completed' && body;
      },
      MANY,
    );
  }

  /** How often each event arrived. */
  function arrivals(): number[] {
    const counts = new Map<string, number>();
    for (const { headers } of receiver.received) {
      const id = headers['webhook-id'] as string;
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    return [...counts.values()];
  }

  describe('of one delivery', () => {
    it('sends the same event again as a further attempt, once for one idempotency key', async () => {
      await addWebhook();
      const [event] = await publish(1);
      await untilNoneIs('pending');
      const id = await deliveryOf(event!);
      const replay = () =>
        test.api.post(`/v1/deliveries/${id}/replay`).set('Idempotency-Key', 'again').expect(202);
      expect((await replay()).body).toMatchObject({ id, status: 'pending', parked: false, completed: null });
      await replay();
      await untilNoneIs('pending');
      const [first, second] = receiver.received;
      expect(receiver.received).toHaveLength(2);
      expect(second!.body).toBe(first!.body);
      expect(second!.headers).toMatchObject({ 'webhook-id': event, 'x-synaptis-attempt': '2' });
      const { body } = await test.api.get(`/v1/deliveries/${id}`).expect(200);
      expect(body.attempts.map(({ trigger }: { trigger: string }) => trigger)).toEqual([
        'automatic',
        'manual',
      ]);
      expect(body.attempts_truncated).toBe(false);
      expect(body.attempts[1].request.body).toBe(second!.body);
    });

    it('parks while the webhook is disabled, and is refused once it is deleted', async () => {
      const webhook = await addWebhook();
      const [event] = await publish(1);
      await untilNoneIs('pending');
      const id = await deliveryOf(event!);
      await test.api.patch(`/v1/webhooks/${webhook}`, { status: 'disabled' }).expect(200);
      const { body } = await test.api.post(`/v1/deliveries/${id}/replay`).expect(202);
      expect(body).toMatchObject({ status: 'pending', parked: true });
      await test.api.delete(`/v1/webhooks/${webhook}`).expect(204);
      const refused = await test.api.post(`/v1/deliveries/${id}/replay`).expect(422);
      expect(refused.body.code).toBe('RULE_VIOLATED');
      expect(receiver.received).toHaveLength(1);
    });

    it('can be cancelled while it is pending', async () => {
      receiver.answerWith(500);
      await addWebhook();
      const [event] = await publish(1);
      await receiver.waitForCount(1);
      const id = await deliveryOf(event!);
      const { body } = await test.api.post(`/v1/deliveries/${id}/cancel`).expect(202);
      expect(body).toMatchObject({
        status: 'cancelled',
        next_attempt_at: null,
        completed: expect.any(String),
      });
      expect((await test.api.post(`/v1/deliveries/${id}/cancel`).expect(422)).body.code).toBe(
        'RULE_VIOLATED',
      );
    });

    it.each(['replay', 'cancel'])('knows no other ids to %s', async (action) => {
      for (const id of ['dlv_00000000000000000000000000', 'wh_00000000000000000000000000', '%00', 'x']) {
        expect((await test.api.post(`/v1/deliveries/${id}/${action}`).expect(404)).body.code).toBe(
          'NOT_FOUND',
        );
      }
    });
  });

  describe('of one event', () => {
    it('sends it again to the webhooks that got it, and first to those that did not where asked', async () => {
      const first = await addWebhook();
      const [event] = await publish(1);
      await untilNoneIs('pending');
      const second = await addWebhook();
      await addWebhook({ events: ['bid.won'] });

      const again = await test.api.post(`/v1/events/${event}/replay`).expect(202);
      expect(again.body).toEqual({ event_id: event, deliveries: [expect.stringMatching(/^dlv_/)] });
      const only = await test.api.post(`/v1/events/${event}/replay`, { webhook_id: second }).expect(202);
      expect(only.body.deliveries).toEqual([]);
      const missing = { webhook_id: second, missing: true };
      const late = await test.api.post(`/v1/events/${event}/replay`, missing).expect(202);
      expect(late.body.deliveries).toHaveLength(1);
      await untilNoneIs('pending');
      const { body } = await test.api.get(`/v1/deliveries?event_id=${event}`).expect(200);
      const webhooks = body.data.map(({ webhook_id }: { webhook_id: string }) => webhook_id);
      expect(webhooks.toSorted()).toEqual([first, second].toSorted());
      expect(arrivals()).toEqual([3]);
      await test.api.post(`/v1/events/${event}/replay`, { webhook_id: 'wh_unknown' }).expect(404);
    });
  });

  describe('of a period', () => {
    it('counts, then sends everything that ended once more, and shows how far it is', async () => {
      await addWebhook();
      await publish(700);
      await untilNoneIs('pending');
      const period = { created_after: LONG_AGO, event_type: 'lead.verified' };
      const dry = await test.api.post('/v1/replays', { ...period, dry_run: true }).expect(202);
      expect(dry.body).toMatchObject({ id: null, dry_run: true, status: 'completed', matched: 700, sent: 0 });
      expect((await test.api.get('/v1/replays').expect(200)).body.data).toEqual([]);

      const { body: replay } = await test.api.post('/v1/replays', period).expect(202);
      expect(replay).toMatchObject({ status: 'running', matched: 700, completed: null, filter: period });
      expect(await untilCompleted(replay.id)).toMatchObject({ sent: 700, completed: expect.any(String) });
      await untilNoneIs('pending');
      expect(arrivals()).toEqual(Array.from({ length: 700 }, () => 2));
      const { body: list } = await test.api.get('/v1/replays?status=completed').expect(200);
      expect(list.data.map(({ id }: { id: string }) => id)).toEqual([replay.id]);
      expect(await brokenInvariants(test.database)).toEqual([]);
    }, 150_000);

    it('goes on where it was after a restart, and sends nothing twice', async () => {
      await addWebhook();
      await publish(1_000);
      await publish(500);
      await untilNoneIs('pending');
      const { body: replay } = await test.api.post('/v1/replays', { created_after: LONG_AGO }).expect(202);
      await waitFor('the first step', async () => {
        const { body } = await test.api.get(`/v1/replays/${replay.id}`).expect(200);
        return body.sent > 0;
      });
      await test.stop();
      await test.restart();
      expect(await untilCompleted(replay.id)).toMatchObject({ matched: 1_500, sent: 1_500 });
      await untilNoneIs('pending');
      const rows = await test.database.query<{ attempts: number; count: number }>(
        'SELECT attempts, count(*)::int AS count FROM deliveries GROUP BY attempts',
      );
      expect(rows).toEqual([{ attempts: 2, count: 1_500 }]);
    }, 150_000);

    it('sends what a webhook never got, where asked', async () => {
      await publish(30);
      const webhook = await addWebhook();
      const wanted = { created_after: LONG_AGO, webhook_id: webhook };
      const without = await test.api.post('/v1/replays', { ...wanted, dry_run: true }).expect(202);
      expect(without.body.matched).toBe(0);
      const { body: replay } = await test.api.post('/v1/replays', { ...wanted, missing: true }).expect(202);
      expect(replay.matched).toBe(30);
      expect((await untilCompleted(replay.id)).sent).toBe(30);
      await untilNoneIs('pending');
      expect(arrivals()).toEqual(Array.from({ length: 30 }, () => 1));
    });

    it('stops when it is cancelled, and only then', async () => {
      await addWebhook();
      await publish(10);
      await untilNoneIs('pending');
      await test.stop();
      await test.restart({ ROLE: 'api' });
      const { body: replay } = await test.api.post('/v1/replays', { created_after: LONG_AGO }).expect(202);
      const { body } = await test.api.post(`/v1/replays/${replay.id}/cancel`).expect(202);
      expect(body).toMatchObject({
        status: 'cancelled',
        matched: 10,
        sent: 0,
        completed: expect.any(String),
      });
      expect((await test.api.post(`/v1/replays/${replay.id}/cancel`).expect(422)).body.code).toBe(
        'RULE_VIOLATED',
      );
      await test.stop();
      await test.restart();
      const { body: next } = await test.api.post('/v1/replays', { created_after: LONG_AGO }).expect(202);
      await untilCompleted(next.id);
      await untilNoneIs('pending');
      expect(arrivals()).toEqual(Array.from({ length: 10 }, () => 2));
    });

    it.each([
      [{}, 400, '/created_after'],
      [{ created_after: '2026-01-15' }, 400, '/created_after'],
      [{ created_after: '2999-01-01T00:00:00Z' }, 400, '/created_after'],
      [{ created_after: LONG_AGO, created_before: LONG_AGO }, 400, '/created_after'],
      [{ created_after: LONG_AGO, status: 'sent' }, 400, '/status'],
      [{ created_after: LONG_AGO, buyer_id: 'nobody' }, 422, '/buyer_id'],
      [{ created_after: LONG_AGO, webhook: 'wh_1' }, 400, '/webhook'],
    ])('refuses %j', async (body, status, pointer) => {
      const refused = await test.api.post('/v1/replays', body).expect(status);
      expect(refused.body.errors.map((error: { pointer: string }) => error.pointer)).toEqual([pointer]);
      await test.api.post('/v1/replays', { created_after: LONG_AGO, webhook_id: 'wh_unknown' }).expect(404);
    });
  });

  it('keeps a buyer to its own deliveries and replays', async () => {
    await test.api.post('/v1/buyers', { id: 'acme', name: 'Acme' }).expect(201);
    await test.api.post('/v1/buyers', { id: 'other', name: 'Other' }).expect(201);
    const scopes = ['deliveries:read', 'deliveries:replay'];
    const { body: key } = await test.api
      .post('/v1/api-keys', { name: 'acme', scopes, buyer_id: 'acme' })
      .expect(201);
    const acme = test.api.as(key.key ?? key.secret);
    const own = await addWebhook({ buyer_id: 'acme' });
    await addWebhook({ buyer_id: 'other' });
    await addWebhook();
    for (const buyer of ['acme', 'other']) {
      await test.api.post('/v1/events', { type: 'lead.verified', data: {}, buyer_id: buyer }).expect(202);
    }
    await untilNoneIs('pending');

    const { body: seen } = await acme.get('/v1/deliveries').expect(200);
    expect(seen.data.map(({ webhook_id }: { webhook_id: string }) => webhook_id)).toEqual([own]);
    const { body: all } = await test.api.get('/v1/deliveries').expect(200);
    const foreign = all.data.find(({ webhook_id }: { webhook_id: string }) => webhook_id !== own);
    await acme.get(`/v1/deliveries/${foreign.id}`).expect(404);
    await acme.post(`/v1/deliveries/${foreign.id}/replay`).expect(404);
    await acme.post('/v1/replays', { created_after: LONG_AGO, buyer_id: 'other' }).expect(422);
    const { body: replay } = await acme.post('/v1/replays', { created_after: LONG_AGO }).expect(202);
    expect(replay).toMatchObject({ matched: 1, filter: { buyer_id: 'acme' } });
    const { body: whole } = await test.api
      .post('/v1/replays', { created_after: LONG_AGO, dry_run: true })
      .expect(202);
    expect(whole.filter.buyer_id).toBeNull();
    const { body: others } = await test.api
      .post('/v1/replays', { created_after: LONG_AGO, buyer_id: 'other' })
      .expect(202);
    await acme.get(`/v1/replays/${others.id}`).expect(404);
    expect((await acme.get('/v1/replays').expect(200)).body.data).toHaveLength(1);
  });

  it.each([
    ['webhook_id=evt_00000000000000000000000000', '?webhook_id'],
    ['event_id=dlv_00000000000000000000000000', '?event_id'],
    ['status=done', '?status'],
    ['status_code_class=6xx', '?status_code_class'],
    ['created_after=yesterday', '?created_after'],
    ['parked=perhaps', '?parked'],
    ['buyer_id=%00', '?buyer_id'],
  ])('refuses a list by %s', async (query, pointer) => {
    const { body } = await test.api.get(`/v1/deliveries?${query}`).expect(400);
    expect(body.errors.map((error: { pointer: string }) => error.pointer)).toEqual([pointer]);
  });
});
