import { createHmac, randomBytes } from 'node:crypto';
import { describeOnBothBackends } from '../support/backends';
import { brokenInvariants } from '../support/invariants';
import { type Received, Receiver } from '../support/receiver';
import { startTestPlatform, type TestPlatform } from '../support/test-platform';
import { verifyAsDocumented, verifyWithLibrary } from '../support/verifiers';
import { waitFor } from '../support/wait-for';

const ownSecret = () => `whsec_${randomBytes(32).toString('base64')}`;
const newKey = () => randomBytes(32).toString('base64');

/** How many `v1` values of `x-synaptis-signature` there are, and at which place the one of this secret stands. */
function synaptisPlace({ headers, body }: Received, secret: string): { of: number; place: number } {
  const [timestamp, ...hashes] = String(headers['x-synaptis-signature'])
    .split(',')
    .map((part) => part.slice(part.indexOf('=') + 1));
  const hash = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  return { of: hashes.length, place: hashes.indexOf(hash) };
}

describeOnBothBackends('signing secrets', (backend) => {
  let test: TestPlatform;
  let receiver: Receiver;

  beforeEach(async () => {
    receiver = await Receiver.start();
  });

  afterEach(async () => {
    expect(await brokenInvariants(test.database)).toEqual([]);
    await test.close();
    await receiver.stop();
  });

  const register = async (fields: object = {}) => {
    const asked = { url: receiver.url, events: ['lead.submitted'], ...fields };
    const { body } = await test.api.post('/v1/webhooks', asked).expect(201);
    return body as { id: string; secret: string };
  };
  const rotate = (id: string, fields: object = {}) =>
    test.api.post(`/v1/webhooks/${id}/secret/rotate`, fields);
  const publish = () =>
    test.api.post('/v1/events', { type: 'lead.submitted', data: { lead_id: 'lead_1' } }).expect(202);
  const receiveNext = async (): Promise<Received> => {
    const { body: event } = await publish();
    return waitFor('the event to arrive', () =>
      receiver.received.find(({ headers }) => headers['webhook-id'] === event.id),
    );
  };
  const restart = async (env: Record<string, string>) => {
    await test.stop();
    await test.restart(env);
  };

  it('overlap: old and new verify in both forms until the grace is over', async () => {
    test = await startTestPlatform({}, backend);
    const { id, secret: old } = await register();
    const { body: rotated } = await rotate(id, { grace_period_seconds: 60 }).expect(200);
    expect(rotated).toEqual({ secret: expect.stringMatching(/^whsec_/), previous: [expect.any(Object)] });
    const during = await receiveNext();
    expect(verifyAsDocumented(during, rotated.secret)).toBe(true);
    expect(synaptisPlace(during, rotated.secret)).toEqual({ of: 2, place: 0 });
    expect(synaptisPlace(during, old)).toEqual({ of: 2, place: 1 });
    expect(verifyWithLibrary(during, rotated.secret)).toBe(true);
    expect(verifyWithLibrary(during, old)).toBe(true);

    // Moves the hand of the clock by what is left of the minute: the time told is the one that counts.
    const moved = await test.database.query(
      `UPDATE webhook_secrets SET expires_at = now() - interval '1 second' WHERE expires_at = $1 RETURNING 1`,
      [rotated.previous[0].expires_at],
    );
    expect(moved).toHaveLength(1);
    const after = await receiveNext();
    expect(synaptisPlace(after, rotated.secret)).toEqual({ of: 1, place: 0 });
    expect(synaptisPlace(after, old)).toEqual({ of: 1, place: -1 });
    expect(verifyWithLibrary(after, rotated.secret)).toBe(true);
    expect(verifyWithLibrary(after, old)).toBe(false);
  });

  it('hand over at once with a grace of 0, to a secret the customer brings', async () => {
    test = await startTestPlatform({}, backend);
    const { id, secret: first } = await register({ secret: ownSecret() });
    const { body: second } = await rotate(id).expect(200);
    const own = ownSecret();
    const { body: third } = await rotate(id, { grace_period_seconds: 0, secret: own }).expect(200);
    expect(third).toEqual({ secret: own, previous: [] });
    const received = await receiveNext();
    expect(synaptisPlace(received, own)).toEqual({ of: 1, place: 0 });
    expect([first, second.secret].map((old) => verifyWithLibrary(received, old))).toEqual([false, false]);
  });

  it('hand over to a key of another kind and back when the format changes, and sign no nonsense', async () => {
    test = await startTestPlatform({}, backend);
    const { id, secret } = await register();
    const change = (fields: object) => test.api.patch(`/v1/webhooks/${id}`, fields).expect(200);
    const reveal = async () =>
      (await test.api.get(`/v1/webhooks/${id}/secret`).expect(200)).body.secret as string;
    const versionsOf = ({ headers }: Received) =>
      String(headers['webhook-signature'])
        .split(' ')
        .map((signature) => signature.split(',')[0]);

    await change({ format: 'standard', format_options: { signature: 'ed25519' } });
    expect(await reveal()).toMatch(/^whsk_/);
    const asymmetric = await receiveNext();
    expect(versionsOf(asymmetric)).toEqual(['v1a', 'v1']);
    expect(verifyWithLibrary(asymmetric, secret)).toBe(true);

    // Its one header holds one signature, which the key cannot make.
    await change({ format: 'leadsbot' });
    const current = await reveal();
    expect(current).toMatch(/^whsec_/);
    expect(current).not.toBe(secret);
    const leadsbot = await receiveNext();
    const hash = createHmac('sha256', current).update(leadsbot.body).digest('hex');
    expect(leadsbot.headers['x-leadsbot-signature']).toBe(hash);

    await change({ format: 'synaptis' });
    const symmetric = await receiveNext();
    expect(versionsOf(symmetric)).toEqual(['v1', 'v1']);
    for (const [place, one] of [current, secret].entries()) {
      expect(verifyWithLibrary(symmetric, one)).toBe(true);
      expect(synaptisPlace(symmetric, one)).toEqual({ of: 2, place });
    }
  });

  it('live next to at most ten older ones', async () => {
    test = await startTestPlatform({}, backend);
    const { id, secret } = await register();
    const secrets = [secret];
    for (let older = 1; older <= 10; older++) {
      const { body } = await rotate(id).expect(200);
      expect(body.previous).toHaveLength(older);
      secrets.unshift(body.secret);
    }
    const { body: refused } = await rotate(id).expect(422);
    expect(refused).toMatchObject({ code: 'RULE_VIOLATED', errors: [{ pointer: '/grace_period_seconds' }] });
    const received = await receiveNext();
    expect(secrets.map((one) => synaptisPlace(received, one))).toEqual(
      secrets.map((_, place) => ({ of: 11, place })),
    );
    expect(secrets.every((one) => verifyWithLibrary(received, one))).toBe(true);
    await rotate(id, { grace_period_seconds: 0 }).expect(200);
  });

  it('are replaced one after another when rotations come at once', async () => {
    test = await startTestPlatform({}, backend);
    const { id } = await register();
    const answers = await Promise.all([1, 2, 3, 4].map(async () => rotate(id)));
    const made = answers.map(({ status, body }) => (status === 200 ? (body.secret as string) : status));
    expect(new Set(made).size).toBe(4);
    const { body: current } = await test.api.get(`/v1/webhooks/${id}/secret`).expect(200);
    expect(made).toContain(current.secret);
    const received = await receiveNext();
    expect(synaptisPlace(received, current.secret)).toEqual({ of: 5, place: 0 });
  });

  it.each([
    ['a grace beyond seven days', { grace_period_seconds: 604_801 }, '/grace_period_seconds'],
    ['a negative grace', { grace_period_seconds: -1 }, '/grace_period_seconds'],
    ['23 bytes', { secret: `whsec_${Buffer.alloc(23).toString('base64')}` }, '/secret'],
    ['another prefix', { secret: ownSecret().replace('whsec_', 'secret_') }, '/secret'],
  ])('are not rotated with %s', async (_case, fields, pointer) => {
    test = await startTestPlatform({ ROLE: 'api' }, backend);
    const { id, secret } = await register();
    const { body } = await rotate(id, fields).expect(400);
    expect(body.errors[0].pointer).toBe(pointer);
    expect((await test.api.get(`/v1/webhooks/${id}/secret`)).body).toEqual({ secret });
  });

  it('stand nowhere in the database in the clear', async () => {
    test = await startTestPlatform({}, backend);
    const { id, secret } = await register();
    const { body } = await rotate(id).set('Idempotency-Key', 'rotate-once').expect(200);
    const ed25519 = { format: 'standard', format_options: { signature: 'ed25519' } };
    const { id: signing, secret: key } = await register(ed25519);
    const { body: next } = await rotate(signing).set('Idempotency-Key', 'rotate-key').expect(200);
    await receiveNext();
    const tables = await test.database.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
       WHERE schemaname IN ('public', 'bullmq')`,
    );
    expect(tables.map(({ name }) => name)).toContain('public.webhook_secrets');
    for (const { name } of tables) {
      const rows = await test.database.query<{ text: string }>(`SELECT t::text AS text FROM ${name} t`);
      const dump = rows.map(({ text }) => text + decodeBytes(text)).join('\n');
      for (const one of [secret, body.secret as string, key, next.secret as string])
        expect({ name, has: dump.includes(one) }).toEqual({ name, has: false });
    }
  });

  it('outlive a new ENCRYPTION_KEY while the old one is ENCRYPTION_KEY_PREVIOUS', async () => {
    const [old, next] = [newKey(), newKey()];
    test = await startTestPlatform({ ENCRYPTION_KEY: old }, backend);
    const before = await register();
    await restart({ ENCRYPTION_KEY: next, ENCRYPTION_KEY_PREVIOUS: old });
    expect((await test.api.get(`/v1/webhooks/${before.id}/secret`)).body).toEqual({ secret: before.secret });
    expect(verifyWithLibrary(await receiveNext(), before.secret)).toBe(true);
    const { body: rotated } = await rotate(before.id, { grace_period_seconds: 0 }).expect(200);
    await restart({ ENCRYPTION_KEY: next });
    expect(verifyWithLibrary(await receiveNext(), rotated.secret)).toBe(true);
  });

  it('that cannot be opened hold up the deliveries of their own webhook only', async () => {
    const [lost, next] = [newKey(), newKey()];
    test = await startTestPlatform({ ENCRYPTION_KEY: lost }, backend);
    const sealed = await register();
    await restart({ ENCRYPTION_KEY: next });
    const fine = await register();
    const events = Array.from({ length: 20 }, (_, index) => ({ type: 'lead.submitted', data: { index } }));
    await test.api.post('/v1/events/batch', { events }).expect(202);
    const statusesOf = (webhookId: string) =>
      test.database.query<{ status: string; attempts: number; count: number }>(
        `SELECT status, attempts, count(*)::int FROM deliveries WHERE webhook_id = $1 GROUP BY 1, 2`,
        [webhookId],
      );
    await waitFor('the other webhook to have got everything', async () => {
      const [first] = await statusesOf(fine.id);
      return first?.status === 'success' && first.count === 20;
    });
    expect(await statusesOf(sealed.id)).toEqual([{ status: 'pending', attempts: 0, count: 20 }]);
    expect(receiver.received.every((one) => verifyWithLibrary(one, fine.secret))).toBe(true);

    await restart({ ENCRYPTION_KEY: next, ENCRYPTION_KEY_PREVIOUS: lost });
    await waitFor(
      'what waited for its key to be sent',
      async () => {
        const [first] = await statusesOf(sealed.id);
        return first?.status === 'success' && first.count === 20;
      },
      { limitMs: 40_000 },
    );
    const opened = receiver.received.filter((one) => verifyWithLibrary(one, sealed.secret));
    expect(new Set(opened.map(({ headers }) => headers['webhook-id'])).size).toBe(20);
  });
});

/** PostgreSQL shows bytes as hexadecimal: read them as text as well. */
function decodeBytes(row: string): string {
  return [...row.matchAll(/\\x([0-9a-f]+)/g)]
    .map(([, hex]) => Buffer.from(hex!, 'hex').toString('latin1'))
    .join('\n');
}
