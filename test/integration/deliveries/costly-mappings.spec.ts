import { brokenInvariants } from '../../support/invariants';
import { Receiver } from '../../support/receiver';
import { createSecondAccount } from '../../support/second-account';
import { type Api, startTestPlatform, type TestPlatform } from '../../support/test-platform';
import { waitFor } from '../../support/wait-for';

/** Uses up all the time a mapping has, for every event. */
const BURNING = '($f := function($n){ $f($n + 1) }; $f(0))';
const WEBHOOKS = 5;
const EVENTS = 60;
const DELIVERIES = WEBHOOKS * EVENTS;
/** Far above what it takes on a busy machine, and far below what the line in front would take: minutes. */
const PROMPT = { limitMs: 20_000 };

describe('an account whose mappings use up their time', () => {
  let test: TestPlatform;
  let receiver: Receiver;
  let other: Api;

  beforeAll(async () => {
    test = await startTestPlatform();
    receiver = await Receiver.start();
    other = (await createSecondAccount(test)).api;
  });

  afterAll(async () => {
    await test.close();
    await receiver.stop();
  });

  const register = async (api: Api, path: string, mapping: string | null): Promise<string> => {
    const url = new URL(path, receiver.url).href;
    const { body } = await api
      .post('/v1/webhooks', { url, events: ['lead.verified'], mapping, retry_schedule_seconds: [] })
      .expect(201);
    return body.id;
  };
  const publishMany = (api: Api, count: number) => {
    const events = Array.from({ length: count }, (_, index) => ({ type: 'lead.verified', data: { index } }));
    return api.post('/v1/events/batch', { events }).expect(202);
  };
  const receivedAt = (path: string, text: string) =>
    receiver.received.some((one) => one.path === path && one.body.includes(text));
  const countHeld = async (webhookId: string, version: number) => {
    const [row] = await test.database.query<{ held: number }>(
      `SELECT count(*)::int AS held FROM deliveries WHERE webhook_id = $1 AND held_version = $2 AND attempts = 0`,
      [webhookId, version],
    );
    return row!.held;
  };
  const countEvaluated = async () => {
    const { text } = await test.api.get('/metrics').expect(200);
    const counted =
      /^synaptis_mapping_evaluations_total\{outcome="failed",error_code="TIME_LIMIT"\} (\d+)$/m.exec(text);
    return Number(counted?.[1] ?? 0);
  };

  it('holds up nobody else, neither deliveries nor those who write mappings, and soon not itself', async () => {
    await register(other, '/plain', null);
    await register(other, '/mapped', '{"lead": event.data.lead}');
    const burning: string[] = [];
    for (let index = 0; index < WEBHOOKS; index++) {
      burning.push(await register(test.api, '/burning', `${BURNING} + ${index}`));
    }
    await publishMany(test.api, EVENTS);
    for (let round = 0; round < 5; round++) {
      const lead = `lead_of_round_${round}`;
      await other.post('/v1/events', { type: 'lead.verified', data: { lead } }).expect(202);
      const writing = register(other, '/unused', `event.data.unused & "${round}"`);
      await waitFor(`${lead} as it is`, () => receivedAt('/plain', lead), PROMPT);
      await waitFor(`${lead} as it is mapped`, () => receivedAt('/mapped', lead), PROMPT);
      await writing;
    }
    for (const id of burning) {
      await waitFor('all to be held', async () => (await countHeld(id, 1)) === EVENTS, { limitMs: 120_000 });
    }
    // A few fail before anybody knows; the rest is held without being tried.
    expect(await countEvaluated()).toBeLessThan(DELIVERIES / 4);
    expect(receiver.received.filter(({ path }) => path === '/burning')).toEqual([]);

    const [first, second] = burning;
    await test.api.patch(`/v1/webhooks/${first}`, { mapping: 'event.data.index' }).expect(200);
    await waitFor(
      'those of a mended mapping to arrive',
      () => receiver.received.filter(({ path }) => path === '/burning').length === EVENTS,
      { limitMs: 120_000 },
    );
    await test.api.patch(`/v1/webhooks/${second}`, { mapping: `${BURNING} + 1` }).expect(200);
    await waitFor(
      'the same mapping to be tried again',
      async () => (await countHeld(second!, 2)) === EVENTS,
      {
        limitMs: 120_000,
      },
    );
    await waitFor('nothing else to happen', async () => {
      const rows = await test.database.query(
        `SELECT 1 FROM deliveries WHERE status = 'pending' AND NOT is_parked`,
      );
      return rows.length === 0;
    });
    expect(await brokenInvariants(test.database)).toEqual([]);
  }, 300_000);
});
