import { randomUUID } from 'node:crypto';
import { DeferredEvents } from '../../../src/features/bus/deferred-events.service';
import { PublishService } from '../../../src/features/bus/publish.service';
import { Database } from '../../../src/platform/database';
import { brokenInvariants } from '../../support/invariants';
import { Receiver } from '../../support/receiver';
import { type AccountUnderTest, createSecondAccount } from '../../support/second-account';
import { startTestPlatform, type TestPlatform } from '../../support/test-platform';
import { waitFor } from '../../support/wait-for';

const values = (first: number, count: number): number[] => Array.from({ length: count }, (_, n) => first - n);
/** As many values as a filter may have; holds for arrays of natural numbers, which it has to look through. */
const COSTLY = {
  data: { a: { $and: [{ $nin: values(-1, 100) }, { $nin: values(-101, 100) }, { $nin: values(-201, 50) }] } },
};
const NATURALS = Array.from({ length: 1_000 }, (_, n) => n);
const costlyEvents = (count: number) =>
  Array.from({ length: count }, () => ({ type: 'lead.verified', data: { a: NATURALS } }));

describe('filters that take long', () => {
  let test: TestPlatform;
  let receiver: Receiver;
  let costly: AccountUnderTest;
  let plain: AccountUnderTest;

  beforeAll(async () => {
    test = await startTestPlatform();
  });

  afterAll(async () => {
    expect(await brokenInvariants(test.database)).toEqual([]);
    await test.close();
  });

  beforeEach(async () => {
    receiver = await Receiver.start();
    costly = await createSecondAccount(test);
    plain = await createSecondAccount(test);
  });

  afterEach(() => receiver.stop());

  const register = async ({ api }: AccountUnderTest, fields: object = {}) =>
    (await api.post('/v1/webhooks', { url: receiver.url, events: ['*'], ...fields }).expect(201)).body
      .id as string;
  const countsOf = async (eventIds: string[]) => {
    const rows = await test.database.query<{ deliveries: number; deferred: number }>(
      `SELECT (SELECT count(*)::int FROM deliveries WHERE event_id = e.id) AS deliveries,
         (SELECT count(*)::int FROM deferred_events WHERE event_id = e.id) AS deferred
       FROM unnest($1::text[]) WITH ORDINALITY e (id, n) ORDER BY n`,
      [eventIds],
    );
    return rows;
  };
  const waitForSorted = (...eventIds: string[]) =>
    waitFor('the list to be empty', async () =>
      (await countsOf(eventIds)).every(({ deferred }) => deferred === 0),
    );
  /** An event for whose filters this does not wait; several such fit into one step. */
  const publishOne = async ({ api }: AccountUnderTest) => {
    const event = { type: 'lead.verified', data: { a: NATURALS.slice(0, 250) } };
    const publish = api.post('/v1/events', event).set('Idempotency-Key', randomUUID());
    return (await publish.expect(202)).body as { id: string; deliveries: number | null };
  };
  const setStatus = ({ api }: AccountUnderTest, id: string, status: string) =>
    api.patch(`/v1/webhooks/${id}`, { status }).expect(200);
  /** Holds back everything that waits in this process, until `release`. */
  const holdDeferred = () => {
    const deferred = test.platform.app.get(DeferredEvents, { strict: false });
    const start = jest.spyOn(deferred, 'start').mockReturnValue(undefined);
    const sweep = jest.spyOn(deferred, 'sweep').mockResolvedValue(undefined);
    return {
      release: () => {
        start.mockRestore();
        sweep.mockRestore();
      },
    };
  };

  it('decide as others do, and the publish still says for how many webhooks', async () => {
    await register(costly, { filter: COSTLY });
    await register(costly, { filter: { $not: COSTLY } });
    await register(costly);
    const { body } = await costly.api.post('/v1/events/batch', { events: costlyEvents(3) }).expect(202);
    const published = body.data as { id: string; deliveries: number }[];
    expect(published.map(({ deliveries }) => deliveries)).toEqual([2, 2, 2]);
    expect(await countsOf(published.map(({ id }) => id))).toEqual(
      published.map(() => ({ deliveries: 2, deferred: 0 })),
    );
    await receiver.waitForCount(6);
  });

  it('keep nobody else waiting, whose publishes they came with', async () => {
    const held = holdDeferred();
    await register(costly, { filter: COSTLY });
    await register(plain, { filter: { data: { score: { $gte: 90 } } } });
    const publisher = test.platform.app.get(PublishService, { strict: false });
    const draft = (accountId: string, data: object) => ({
      accountId,
      buyerId: null,
      type: 'lead.verified',
      data,
    });
    const database = test.platform.app.get(Database, { strict: false });
    const published = await database.transaction(() =>
      publisher.publish([
        draft(costly.accountId, { a: NATURALS }),
        draft(plain.accountId, { score: 91 }),
        draft(plain.accountId, { score: 1 }),
      ]),
    );
    expect(published.map(({ deliveries }) => deliveries)).toEqual([null, 1, 0]);
    expect(await countsOf(published.map(({ id }) => id))).toEqual([
      { deliveries: 0, deferred: 1 },
      { deliveries: 1, deferred: 0 },
      { deliveries: 0, deferred: 0 },
    ]);
    held.release();
    await waitFor('the sweep', async () => (await countsOf([published[0]!.id]))[0]!.deliveries === 1);
  });

  it('keep none of the other webhooks of the account waiting', async () => {
    const held = holdDeferred();
    await register(costly, { filter: COSTLY });
    await register(costly, { url: `${receiver.url}/unfiltered` });
    const event = await publishOne(costly);
    expect(event.deliveries).toBeNull();
    const [first] = await receiver.waitForCount(1);
    expect(first!.path).toMatch(/unfiltered$/);
    expect(await countsOf([event.id])).toEqual([{ deliveries: 1, deferred: 1 }]);
    held.release();
    await receiver.waitForCount(2);
    await waitForSorted(event.id);
    expect(await countsOf([event.id])).toEqual([{ deliveries: 2, deferred: 0 }]);
  });

  it('of one account fill no statement and no connection: others publish meanwhile, as fast as ever', async () => {
    for (let n = 0; n < 10; n++) await register(costly, { filter: COSTLY });
    await register(plain);
    const flood = Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        costly.api
          .post('/v1/events/batch', { events: costlyEvents(10) })
          .set(n % 2 === 0 ? { 'Idempotency-Key': `batch-${n}` } : {})
          .expect(202),
      ),
    );
    const answers: number[] = [];
    for (let n = 0; n < 10; n++) {
      const startedMs = performance.now();
      const { body } = await plain.api.post('/v1/events', { type: 'lead.verified', data: { n } }).expect(202);
      expect(body.deliveries).toBe(1);
      answers.push(performance.now() - startedMs);
    }
    expect(answers.toSorted((a, b) => a - b)[5]).toBeLessThan(2_000);
    const [{ waiting } = { waiting: 0 }] = await test.database.query<{ waiting: number }>(
      'SELECT count(*)::int AS waiting FROM deferred_events WHERE account_id = $1',
      [costly.accountId],
    );
    expect(waiting).toBeGreaterThan(0);
    const batches = await flood;
    const ids = batches.flatMap(({ body }) => (body.data as { id: string }[]).map(({ id }) => id));
    // What nobody may have to wait for here: 80 events with 10 filters of 250 values.
    await test.database.query('UPDATE webhooks SET deleted_at = now() WHERE account_id = $1', [
      costly.accountId,
    ]);
    await waitForSorted(...ids);
  }, 60_000);

  it('lose nothing when the process ends before they were looked at', async () => {
    const held = holdDeferred();
    await register(costly, { filter: COSTLY });
    const event = await publishOne(costly);
    held.release();
    await test.stop();
    expect(await countsOf([event.id])).toEqual([{ deliveries: 0, deferred: 1 }]);
    await test.restart();
    await receiver.waitForCount(1);
    expect(await countsOf([event.id])).toEqual([{ deliveries: 1, deferred: 0 }]);
  });

  it('leave alone what a replay sent already', async () => {
    const held = holdDeferred();
    const id = await register(costly, { filter: COSTLY });
    const event = await publishOne(costly);
    const replay = await costly.api
      .post(`/v1/events/${event.id}/replay`, { webhook_id: id, missing: true })
      .expect(202);
    expect(replay.body.deliveries).toHaveLength(1);
    held.release();
    await waitForSorted(event.id);
    expect(await countsOf([event.id])).toEqual([{ deliveries: 1, deferred: 0 }]);
  });

  it('park the events of before for a webhook that was disabled meanwhile, until it is enabled', async () => {
    const held = holdDeferred();
    const wanting = await register(costly, { filter: COSTLY });
    const refusing = await register(costly, { filter: { $not: COSTLY } });
    const deleted = await register(costly, { filter: COSTLY });
    const before = await publishOne(costly);
    const late = await register(costly, { filter: COSTLY });
    for (const id of [wanting, refusing, deleted, late]) await setStatus(costly, id, 'disabled');
    await costly.api.delete(`/v1/webhooks/${deleted}`).expect(204);
    const after = await publishOne(costly);
    held.release();
    await waitForSorted(before.id, after.id);
    const { body } = await costly.api.get('/v1/deliveries').expect(200);
    const parked = { status: 'pending', parked: true, parked_reason: 'webhook_disabled', attempt_count: 0 };
    expect(body.data).toMatchObject([{ event_id: before.id, webhook_id: wanting, ...parked }]);
    for (const id of [wanting, refusing, late]) await setStatus(costly, id, 'active');
    const [received] = await receiver.waitForCount(1);
    expect(received!.body).toContain(before.id);
  });

  it('give a webhook nothing that was disabled before the publish', async () => {
    const held = holdDeferred();
    const id = await register(costly, { filter: COSTLY });
    await setStatus(costly, id, 'disabled');
    const event = await publishOne(costly);
    expect(await countsOf([event.id])).toEqual([{ deliveries: 0, deferred: 1 }]);
    held.release();
    await waitForSorted(event.id);
    expect(await countsOf([event.id])).toEqual([{ deliveries: 0, deferred: 0 }]);
  });

  it('of an account have a limit together, which says so', async () => {
    const id = await register(costly, { filter: { data: { score: 1 } } });
    await register(costly, { filter: { data: { score: 2 } } });
    const refusal = await waitFor('the limit', async () => {
      const asked = { url: receiver.url, events: ['*'], filter: COSTLY };
      const { status, body } = await costly.api.post('/v1/webhooks', asked);
      return status === 201 ? null : { status, body };
    });
    expect(refusal).toMatchObject({
      status: 422,
      body: {
        code: 'RULE_VIOLATED',
        detail: expect.stringMatching(
          /^The filters of all webhooks of an account may cost 5,000 comparisons/,
        ),
        errors: [{ pointer: '/filter' }],
      },
    });
    await costly.api.patch(`/v1/webhooks/${id}`, { filter: COSTLY }).expect(422);
    await costly.api.patch(`/v1/webhooks/${id}`, { description: 'still changes' }).expect(200);
    await register(plain, { filter: COSTLY });
  });
});
