import { checkSecret, checkSigningKey, formatSigningKey } from '../../core/signing';
import { type Clock } from '../../platform/clock';
import { type ReadySettings } from '../../platform/config';
import { Cipher } from '../../platform/crypto';
import { type Database } from '../../platform/database';
import { type Logger } from '../../platform/logging';
import { type FormatChoice } from './choose-format';
import { DeliveryTargets } from './delivery-targets.service';
import { type DeliveryTargetsRepository, type StoredTarget } from './persistence/delivery-targets.repository';
import { type StoredSecret, type WebhookSecretsRepository } from './persistence/webhook-secrets.repository';
import { WebhookSecrets } from './webhook-secrets.service';

const START = new Date('2026-01-15T10:00:00.000Z');
const DAY_SECONDS = 86_400;
const SYNAPTIS: FormatChoice = { format: 'synaptis', formatOptions: {} };
const ED25519: FormatChoice = { format: 'standard', formatOptions: { signature: 'ed25519' } };

/** Keeps secrets the way the tables do, newest last. */
class MemorySecrets implements Pick<
  WebhookSecretsRepository,
  'lockWebhook' | 'insert' | 'findCurrent' | 'findOlderEnds' | 'retire'
> {
  rows: StoredSecret[] = [];
  webhook: FormatChoice | null = SYNAPTIS;

  async lockWebhook(): Promise<FormatChoice | null> {
    return this.webhook;
  }

  async insert(secret: StoredSecret): Promise<void> {
    this.rows.push(secret);
  }

  async findCurrent(): Promise<StoredSecret | null> {
    return this.rows.find(({ expiresAt }) => expiresAt === null) ?? null;
  }

  async findOlderEnds(_webhookId: string, now: Date): Promise<Date[]> {
    const ends = this.rows.flatMap(({ expiresAt }) => (expiresAt && expiresAt > now ? [expiresAt] : []));
    return ends.toReversed();
  }

  async retire(
    _webhookId: string,
    { now, replacedEnd }: { now: Date; replacedEnd: Date | null },
  ): Promise<void> {
    const rows = this.rows.map((row) => ({ ...row, expiresAt: row.expiresAt ?? replacedEnd }));
    this.rows = replacedEnd === null ? [] : rows.filter(({ expiresAt }) => expiresAt! > now);
  }
}

class MemoryTargets implements Pick<DeliveryTargetsRepository, 'find'> {
  overrides: Partial<StoredTarget> = {};

  constructor(private readonly secrets: MemorySecrets) {}

  async find(ids: string[], now: Date): Promise<StoredTarget[]> {
    const live = this.secrets.rows.filter(({ expiresAt }) => expiresAt === null || expiresAt > now);
    return ids.map((webhookId) => ({
      webhookId,
      accountId: 'acct_1',
      url: 'https://example.com/',
      headers: {},
      timeoutMs: null,
      retryScheduleSeconds: null,
      ...this.secrets.webhook!,
      method: 'POST',
      mapping: null,
      headerMapping: null,
      urlMapping: null,
      contentVersion: 1,
      description: null,
      metadata: {},
      status: 'active',
      isDeleted: false,
      sealedSecrets: live.toReversed(),
      ...this.overrides,
    }));
  }
}

function setUp() {
  let now = START;
  const clock = { now: () => now } as Clock;
  const cipher = new Cipher({
    encryptionKey: Buffer.alloc(32, 7),
    encryptionKeyPrevious: null,
  } as ReadySettings);
  const database = {
    transaction: <T>(work: () => Promise<T>) => work(),
    afterCommit: async (follow: () => void) => follow(),
  } as Database;
  const lines: unknown[] = [];
  const logger = { info: (...line: unknown[]) => void lines.push(line) } as unknown as Logger;
  const memory = new MemorySecrets();
  const stored = new MemoryTargets(memory);
  const repository = memory as unknown as WebhookSecretsRepository;
  return {
    secrets: new WebhookSecrets(repository, cipher, database, clock, logger),
    targets: new DeliveryTargets(stored as unknown as DeliveryTargetsRepository, cipher, clock),
    memory,
    stored,
    lines,
    moveClock: (seconds: number) => void (now = new Date(now.getTime() + seconds * 1000)),
  };
}

describe('WebhookSecrets', () => {
  it('makes a secret every library accepts, and stores it sealed', async () => {
    const { secrets, memory } = setUp();
    const secret = await secrets.create('wh_1', 'secret');
    expect(checkSecret(secret)).toBeNull();
    expect(memory.rows[0]!.sealed.toString('latin1')).not.toContain(secret);
    await expect(secrets.reveal('wh_1')).resolves.toBe(secret);
  });

  it("takes the customer's own secret as it is", async () => {
    const { secrets } = setUp();
    const own = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    await expect(secrets.create('wh_1', 'secret', own)).resolves.toBe(own);
    await expect(secrets.rotate('wh_1', { gracePeriodSeconds: 0, secret: own })).resolves.toMatchObject({
      secret: own,
    });
  });

  it('reveals the new secret after a rotation', async () => {
    const { secrets } = setUp();
    await secrets.create('wh_1', 'secret');
    const { secret } = await secrets.rotate('wh_1', { gracePeriodSeconds: DAY_SECONDS });
    await expect(secrets.reveal('wh_1')).resolves.toBe(secret);
  });

  it('refuses an eleventh older secret until one has ended', async () => {
    const { secrets, moveClock } = setUp();
    await secrets.create('wh_1', 'secret');
    for (let round = 0; round < 10; round++)
      await secrets.rotate('wh_1', { gracePeriodSeconds: DAY_SECONDS });
    const eleventh = { gracePeriodSeconds: DAY_SECONDS };
    await expect(secrets.rotate('wh_1', eleventh)).rejects.toMatchObject({ code: 'RULE_VIOLATED' });
    moveClock(DAY_SECONDS);
    await expect(secrets.rotate('wh_1', eleventh)).resolves.toMatchObject({
      previousEnds: [expect.any(Date)],
    });
  });

  it('knows nothing of a webhook that is gone', async () => {
    const { secrets, memory } = setUp();
    memory.webhook = null;
    await expect(secrets.reveal('wh_1')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(secrets.rotate('wh_1', { gracePeriodSeconds: 0 })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('makes and takes Ed25519 keys where the format signs with them', async () => {
    const { secrets, memory } = setUp();
    memory.webhook = ED25519;
    expect(checkSigningKey(await secrets.create('wh_1', 'signing_key'))).toBeNull();
    const own = formatSigningKey(Buffer.alloc(32, 9));
    const { secret } = await secrets.rotate('wh_1', { gracePeriodSeconds: 0, secret: own });
    expect(secret).toBe(own);
    const { secret: made } = await secrets.rotate('wh_1', { gracePeriodSeconds: 0 });
    expect(checkSigningKey(made)).toBeNull();
  });

  it.each([
    ['a secret for a format with keys', ED25519, 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
    ['a key for a format with secrets', SYNAPTIS, formatSigningKey(Buffer.alloc(32, 9))],
  ])('refuses %s, and does not repeat it', async (_case, choice, own) => {
    const { secrets, memory } = setUp();
    memory.webhook = choice;
    const error = await secrets
      .rotate('wh_1', { gracePeriodSeconds: 0, secret: own })
      .catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'VALIDATION_FAILED', fields: [{ pointer: '/secret' }] });
    expect(JSON.stringify(error)).not.toContain(own.slice(8));
  });

  it('fits the key to a format that has changed, once', async () => {
    const { secrets, memory } = setUp();
    const first = await secrets.create('wh_1', 'secret');
    memory.webhook = ED25519;
    await expect(secrets.fit('wh_1', 'signing_key')).resolves.toBe(true);
    const made = await secrets.reveal('wh_1');
    expect(checkSigningKey(made)).toBeNull();
    await expect(secrets.fit('wh_1', 'signing_key')).resolves.toBe(true);
    await expect(secrets.reveal('wh_1')).resolves.toBe(made);
    expect(memory.rows).toHaveLength(2);
    expect(first).not.toBe(made);
  });

  it('tells when there is no room for the key a format takes, and leaves all as it is', async () => {
    const { secrets, memory } = setUp();
    await secrets.create('wh_1', 'secret');
    for (let round = 0; round < 10; round++)
      await secrets.rotate('wh_1', { gracePeriodSeconds: DAY_SECONDS });
    const before = memory.rows;
    memory.webhook = ED25519;
    await expect(secrets.fit('wh_1', 'signing_key')).resolves.toBe(false);
    expect(memory.rows).toEqual(before);
  });

  it('writes no secret into the log', async () => {
    const { secrets, lines } = setUp();
    const first = await secrets.create('wh_1', 'secret');
    const { secret } = await secrets.rotate('wh_1', { gracePeriodSeconds: DAY_SECONDS });
    expect(lines).toEqual([['webhook.secret_rotated', { webhook_id: 'wh_1', older_secrets: 1 }]]);
    expect(JSON.stringify(lines)).not.toContain(first.slice(6));
    expect(JSON.stringify(lines)).not.toContain(secret.slice(6));
  });
});

describe('DeliveryTargets', () => {
  const secretsOf = async (targets: DeliveryTargets) => (await targets.load(['wh_1'])).get('wh_1')!.secrets;

  it('signs with both secrets until the grace period is over, the new one first', async () => {
    const { secrets, targets, moveClock } = setUp();
    const first = await secrets.create('wh_1', 'secret');
    const { secret: second } = await secrets.rotate('wh_1', { gracePeriodSeconds: DAY_SECONDS });
    await expect(secretsOf(targets)).resolves.toEqual([second, first]);
    moveClock(DAY_SECONDS - 1);
    await expect(secretsOf(targets)).resolves.toEqual([second, first]);
    moveClock(1);
    await expect(secretsOf(targets)).resolves.toEqual([second]);
  });

  it('signs with the new secret alone after a rotation without grace', async () => {
    const { secrets, targets } = setUp();
    await secrets.create('wh_1', 'secret');
    await secrets.rotate('wh_1', { gracePeriodSeconds: DAY_SECONDS });
    const { secret } = await secrets.rotate('wh_1', { gracePeriodSeconds: 0 });
    await expect(secretsOf(targets)).resolves.toEqual([secret]);
  });

  it('has old and new kinds of keys for what is signed in either, the current one first', async () => {
    const { secrets, targets, memory } = setUp();
    const shared = await secrets.create('wh_1', 'secret');
    memory.webhook = ED25519;
    await secrets.fit('wh_1', 'signing_key');
    const key = await secrets.reveal('wh_1');
    await expect(secretsOf(targets)).resolves.toEqual([key, shared]);
    memory.webhook = SYNAPTIS;
    await secrets.fit('wh_1', 'secret');
    const next = await secrets.reveal('wh_1');
    await expect(secretsOf(targets)).resolves.toEqual([next, key, shared]);
  });

  it.each([
    ['active', { status: 'active' as const }],
    ['disabled', { status: 'disabled' as const }],
    ['deleted', { status: 'active' as const, isDeleted: true, sealedSecrets: [] }],
  ])('tells that a webhook is %s', async (state, overrides) => {
    const { targets, stored } = setUp();
    stored.overrides = overrides;
    expect((await targets.load(['wh_1'])).get('wh_1')).toMatchObject({ state });
  });

  it.each([
    [null, null],
    [[], []],
    [
      [60, 300],
      [60_000, 300_000],
    ],
  ])('turns a schedule of %j seconds into %j milliseconds', async (retryScheduleSeconds, expected) => {
    const { targets, stored } = setUp();
    stored.overrides = { retryScheduleSeconds };
    expect((await targets.load(['wh_1'])).get('wh_1')!.retryScheduleMs).toEqual(expected);
  });
});
