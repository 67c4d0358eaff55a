import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import request from 'supertest';
import { formatSigningKey, isSigningKey, publicKeyOf } from '../../../src/core/signing';
import { formatOf } from '../../../src/features/connectors';
import { DeliveryTargets } from '../../../src/features/webhooks';
import { createSecondAccount } from '../../support/second-account';
import { startTestPlatform, type TestPlatform } from '../../support/test-platform';

const ED25519 = { format: 'standard', format_options: { signature: 'ed25519' } };
const WEBHOOK = { url: 'http://127.0.0.1:9/', events: ['lead.*'] };
const OWN_KEY = formatSigningKey(Buffer.alloc(32, 5));
const OWN_SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const SIGNED = { eventId: 'evt_1', timestamp: 1_768_473_000, body: '{"name":"Zoë"}' };

describe('Ed25519 keys of webhooks', () => {
  let test: TestPlatform;

  beforeAll(async () => {
    test = await startTestPlatform({ ROLE: 'api' });
  });

  afterAll(() => test.close());

  const create = async (fields: object = ED25519) =>
    (await test.api.post('/v1/webhooks', { ...WEBHOOK, ...fields }).expect(201)).body as {
      id: string;
      secret: string;
    };
  const rotate = async (id: string, fields: object = {}) =>
    (await test.api.post(`/v1/webhooks/${id}/secret/rotate`, fields).expect(200)).body.secret as string;
  const reveal = async (id: string) =>
    (await test.api.get(`/v1/webhooks/${id}/secret`).expect(200)).body.secret as string;
  /** As a receiver: without a key. */
  const jwks = (id: string) => request(test.platform.url).get(`/.well-known/webhooks/${id}/jwks.json`);
  const keysOf = async (id: string) => (await jwks(id).expect(200)).body.keys as JsonWebKey[];
  const liveSecrets = async (id: string) => {
    const targets = await test.platform.app.get(DeliveryTargets, { strict: false }).load([id]);
    return targets.get(id)!.secrets;
  };

  it('are made, rotated and shown as Standard Webhooks writes them', async () => {
    const { id, secret } = await create();
    expect(secret).toMatch(/^whsk_[A-Za-z0-9+/]{86}==$/);
    expect(await reveal(id)).toBe(secret);
    const { body } = await test.api.get(`/v1/webhooks/${id}/public-key`).expect(200);
    const x = Buffer.from(publicKeyOf(secret).slice('whpk_'.length), 'base64').toString('base64url');
    expect(body).toEqual({
      public_key: publicKeyOf(secret),
      jwk: {
        kty: 'OKP',
        crv: 'Ed25519',
        x,
        kid: expect.stringMatching(/^[\w-]{43}$/),
        use: 'sig',
        alg: 'EdDSA',
      },
    });
    const next = await rotate(id);
    expect(isSigningKey(next)).toBe(true);
    const after = await test.api.get(`/v1/webhooks/${id}/public-key`).expect(200);
    expect(after.body.public_key).toBe(publicKeyOf(next));
  });

  it('may be brought along', async () => {
    const { id, secret } = await create({ ...ED25519, secret: OWN_KEY });
    expect(secret).toBe(OWN_KEY);
    const seedOnly = `whsk_${Buffer.alloc(32, 6).toString('base64')}`;
    expect(await rotate(id, { secret: seedOnly })).toBe(seedOnly);
    expect(await reveal(id)).toBe(seedOnly);
  });

  it.each([
    ['a shared secret where keys sign', ED25519, OWN_SECRET],
    ['a key where secrets sign', {}, OWN_KEY],
    ['a key where secrets sign, by the same format', { format: 'standard' }, OWN_KEY],
    ['a key that is cut', ED25519, OWN_KEY.slice(0, 40)],
    ['a key with a foreign public half', ED25519, `whsk_${Buffer.alloc(64, 7).toString('base64')}`],
  ])('are not confused with secrets: %s', async (_case, fields, secret) => {
    const attempts = [
      test.api.post('/v1/webhooks', { ...WEBHOOK, ...fields, secret }),
      test.api.post(`/v1/webhooks/${(await create(fields)).id}/secret/rotate`, { secret }),
    ];
    for (const { status, text, body } of await Promise.all(attempts)) {
      expect(status).toBe(400);
      expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/secret']);
      expect(text).not.toContain(secret.slice(8));
    }
    expect(
      await test.database.query(
        'SELECT id FROM webhooks w WHERE NOT EXISTS (SELECT FROM webhook_secrets s WHERE s.webhook_id = w.id)',
      ),
    ).toEqual([]);
  });

  it('verify what is signed, all live ones by the public set', async () => {
    const { id } = await create();
    await rotate(id);
    const [newest, older] = await keysOf(id);
    const headers = formatOf('standard').sign({ ...SIGNED, secrets: await liveSecrets(id) });
    const signatures = headers['webhook-signature']!.split(' ').map((entry) => entry.split(','));
    expect(signatures.map(([version]) => version)).toEqual(['v1a', 'v1a']);
    const signed = Buffer.from(`${SIGNED.eventId}.${SIGNED.timestamp}.${SIGNED.body}`);
    const isBy = (jwk: JsonWebKey | undefined, signature: string[] | undefined) =>
      verify(
        null,
        signed,
        createPublicKey({ key: jwk!, format: 'jwk' }),
        Buffer.from(signature![1]!, 'base64'),
      );
    expect(isBy(newest, signatures[0])).toBe(true);
    expect(isBy(older, signatures[1])).toBe(true);
    expect(isBy(older, signatures[0])).toBe(false);
    await rotate(id, { grace_period_seconds: 0 });
    expect(await keysOf(id)).toHaveLength(1);
  });

  it('are public in a set without anything private, for caches to keep a while', async () => {
    const { id, secret } = await create();
    const { text, headers } = await jwks(id).expect(200);
    expect(headers['cache-control']).toBe('public, max-age=300');
    expect(text).not.toContain(secret.slice('whsk_'.length, 40));
    expect(JSON.parse(text)).toEqual({ keys: [expect.not.objectContaining({ d: expect.anything() })] });
  });

  it('are unknown, all alike, of webhooks that have none', async () => {
    const deleted = await create();
    await test.api.delete(`/v1/webhooks/${deleted.id}`).expect(204);
    const shared = await create({});
    const answers = await Promise.all(
      [deleted.id, shared.id, 'wh_00000000000000000000000000', 'evt_1', '%00'].map((id) => jwks(id)),
    );
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
    expect(new Set(answers.map(({ body }) => body.detail as string)).size).toBe(1);
    await test.api.get(`/v1/webhooks/${shared.id}/public-key`).expect(404);
    await test.api.get(`/v1/webhooks/${deleted.id}/public-key`).expect(404);
    const stranger = (await createSecondAccount(test)).api;
    await stranger.get(`/v1/webhooks/${(await create()).id}/public-key`).expect(404);
  });

  it('take over from a secret and hand back to one when the format changes, with the old one along', async () => {
    const { id, secret } = await create({});
    await test.api.patch(`/v1/webhooks/${id}`, ED25519).expect(200);
    const key = await reveal(id);
    expect(isSigningKey(key)).toBe(true);
    expect(await liveSecrets(id)).toEqual([key, secret]);
    await test.api.patch(`/v1/webhooks/${id}`, { description: 'Still the same key' }).expect(200);
    expect(await reveal(id)).toBe(key);
    await test.api.patch(`/v1/webhooks/${id}`, { format: 'synaptis' }).expect(200);
    const last = await reveal(id);
    expect(last).toMatch(/^whsec_/);
    // This format cannot sign with the key, which goes on for requests that were made before.
    expect(await liveSecrets(id)).toEqual([last, key, secret]);
    expect((await jwks(id).expect(200)).body.keys).toHaveLength(1);
  });

  it('are asked for in vain while too many older ones sign, and nothing of the change is stored', async () => {
    const { id } = await create({});
    for (let round = 0; round < 10; round++) await rotate(id);
    const before = await liveSecrets(id);
    const { body } = await test.api.patch(`/v1/webhooks/${id}`, { ...ED25519, method: 'PUT' }).expect(422);
    expect(body).toMatchObject({ code: 'RULE_VIOLATED', errors: [{ pointer: '/format' }] });
    const { body: unchanged } = await test.api.get(`/v1/webhooks/${id}`).expect(200);
    expect(unchanged).toMatchObject({ format: 'synaptis', method: 'POST', content_version: 1 });
    expect(await liveSecrets(id)).toEqual(before);
    // Formats that sign with the secret it has need no room.
    await test.api.patch(`/v1/webhooks/${id}`, { format: 'standard' }).expect(200);
    const { format_options } = ED25519;
    const { body: refused } = await test.api.patch(`/v1/webhooks/${id}`, { format_options }).expect(422);
    expect(refused.errors).toMatchObject([{ pointer: '/format_options' }]);
    await rotate(id, { grace_period_seconds: 0 });
    await test.api.patch(`/v1/webhooks/${id}`, { format_options }).expect(200);
    expect(isSigningKey(await reveal(id))).toBe(true);
  });

  it('fit the format also when it changes while secrets are rotated', async () => {
    const { id } = await create({});
    const changes = [ED25519, { format: 'leadsbot' }, ED25519, { format: 'slack' }, ED25519];
    await Promise.all(
      changes.flatMap((fields) => [
        test.api.patch(`/v1/webhooks/${id}`, fields).expect(200),
        rotate(id, { grace_period_seconds: 0 }),
      ]),
    );
    const { body } = await test.api.get(`/v1/webhooks/${id}`).expect(200);
    expect(isSigningKey(await reveal(id))).toBe(body.format === 'standard');
    expect((await liveSecrets(id)).length).toBeGreaterThan(0);
  });
});
