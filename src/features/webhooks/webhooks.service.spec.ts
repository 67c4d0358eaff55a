import { type Clock } from '../../platform/clock';
import { type Database } from '../../platform/database';
import { newId } from '../../platform/ids';
import { type Logger } from '../../platform/logging';
import { Signals } from '../../platform/signals';
import { AppError } from '../../core/errors/app-error';
import { failedMapping } from '../../core/mapping';
import { type MappingEngine } from '../../platform/mappings';
import { BuyerDeletedListener } from './buyer-deleted.listener';
import { type WebhookListing, type WebhooksRepository } from './persistence/webhooks.repository';
import { type Webhook, type WebhookDraft } from './webhook';
import { WebhookContentRules } from './webhook-content-rules';
import { WebhookLifecycle } from './webhook-lifecycle';
import { type WebhookRules } from './webhook-rules';
import { type WebhookSecrets } from './webhook-secrets.service';
import { WebhooksService } from './webhooks.service';

const ACCOUNT = { accountId: 'acct_1', buyerId: null };
const BUYER = { accountId: 'acct_1', buyerId: 'buyer_1' };
const NOW = new Date('2026-01-15T10:30:00.000Z');

const DRAFT: WebhookDraft = {
  url: 'https://example.com/',
  events: ['lead.*'],
  filter: null,
  format: 'synaptis',
  formatOptions: {},
  method: 'POST',
  mapping: null,
  headerMapping: null,
  urlMapping: null,
  description: null,
  headers: {},
  timeoutMs: null,
  retryScheduleSeconds: null,
  metadata: {},
};

function webhook(overrides: Partial<Webhook> = {}): Webhook {
  return {
    ...DRAFT,
    id: newId('wh'),
    accountId: 'acct_1',
    buyerId: null,
    filterPath: null,
    contentVersion: 1,
    status: 'active',
    disabledReason: null,
    createdAt: NOW,
    updatedAt: NOW,
    ...overrides,
  };
}

function fakeRepository(stored: Map<string, Webhook>, listings: WebhookListing[]) {
  const repository: { [Name in keyof WebhooksRepository]: WebhooksRepository[Name] } = {
    find: async (accountId, id) => {
      const found = stored.get(id);
      return found?.accountId === accountId ? found : null;
    },
    list: async (listing) => {
      listings.push(listing);
      return [...stored.values()];
    },
    insert: async (added) => void stored.set(added.id, added),
    lock: async (id) => stored.get(id) ?? null,
    lockAllOfBuyer: async (accountId, buyerId) =>
      [...stored.values()].filter((one) => one.accountId === accountId && one.buyerId === buyerId),
    update: async (changed) => void stored.set(changed.id, changed),
    sumFilterCost: async () => 0,
    markDeleted: async (ids) => ids.forEach((id) => stored.delete(id)),
  };
  return repository as WebhooksRepository;
}

/** @param isFull whether webhooks have as many older secrets as there may be */
function setUpWith({ isFull }: { isFull: boolean }, ...webhooks: Webhook[]) {
  const stored = new Map(webhooks.map((one) => [one.id, one]));
  const listings: WebhookListing[] = [];
  const lines: string[] = [];
  const facts: string[] = [];
  const fitted: string[] = [];
  const database = {
    transaction: <T>(work: () => Promise<T>) => work(),
    afterCommit: async (follow: () => void) => follow(),
  } as Database;
  const signals = new Signals();
  for (const name of [
    'webhook.enabled',
    'webhook.disabled',
    'webhook.deleted',
    'webhook.content_changed',
  ] as const) {
    signals.on(name, async ({ webhookId }) => void facts.push(`${name} ${webhookId}`));
  }
  const repository = fakeRepository(stored, listings);
  const clock = { now: () => NOW } as Clock;
  const logger = { info: (stage: string) => void lines.push(stage) } as Logger;
  const lifecycle = new WebhookLifecycle(repository, database, signals, clock, logger);
  const mappings: Pick<MappingEngine, 'check'> = {
    check: async (_accountId, expression) =>
      expression === '(' ? failedMapping('SYNTAX', 'It ends too soon.', 1) : { kind: 'ok' },
  };
  const contentRules = new WebhookContentRules(mappings as MappingEngine);
  const rules: Pick<
    WebhookRules,
    'checkContent' | 'holdBuyer' | 'requireCallable' | 'requireKnownTypes' | 'resolveBuyer'
  > = {
    checkContent: (accountId, before, written) => contentRules.check(accountId, before, written),
    holdBuyer: async () => undefined,
    requireCallable: async (url) => {
      if (url === 'http://10.0.0.1/') throw new AppError('URL_NOT_ALLOWED', 'Not called.');
      return new URL(url).href;
    },
    requireKnownTypes: async () => undefined,
    resolveBuyer: async (actor, requested) => requested ?? actor.buyerId,
  };
  const secrets: Pick<WebhookSecrets, 'create' | 'fit'> = {
    create: async (_id, kind, own) => own ?? (kind === 'secret' ? 'whsec_made' : 'whsk_made'),
    fit: async (_id, kind) => {
      fitted.push(kind);
      return kind === 'secret' || !isFull;
    },
  };
  const service = new WebhooksService(
    repository,
    rules as WebhookRules,
    lifecycle,
    secrets as WebhookSecrets,
    database,
  );
  new BuyerDeletedListener(signals, lifecycle).onModuleInit();
  return { service, signals, stored, listings, lines, facts, fitted };
}

const setUp = (...webhooks: Webhook[]) => setUpWith({ isFull: false }, ...webhooks);

describe('WebhooksService', () => {
  it('creates an active webhook with a secret', async () => {
    const { service, stored, lines } = setUp();
    const created = await service.create(BUYER, { ...DRAFT, url: 'https://EXAMPLE.com' });
    expect(created.secret).toBe('whsec_made');
    expect(created.webhook).toMatchObject({ ...DRAFT, buyerId: 'buyer_1', status: 'active' });
    expect([...stored.values()]).toEqual([created.webhook]);
    expect(lines).toEqual(['webhook.created']);
  });

  it("keeps the customer's own secret out of the webhook", async () => {
    const { service } = setUp();
    const own = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
    const { webhook: created, secret } = await service.create(ACCOUNT, { ...DRAFT, secret: own });
    expect(secret).toBe(own);
    expect(created).not.toHaveProperty('secret');
  });

  it('names everything that is wrong with format, mappings and filter at once', async () => {
    const { service, stored } = setUp();
    const content = { format: 'telegram', mapping: '(', urlMapping: '(', filter: { data: {} } } as const;
    await expect(service.create(ACCOUNT, { ...DRAFT, ...content })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: [
        { pointer: '/format_options/chat_id' },
        {
          pointer: '/mapping',
          detail: 'must be a JSONata expression. It ends too soon. It is at character 1 of the expression.',
        },
        { pointer: '/url_mapping' },
        { pointer: '/filter/data' },
      ],
    });
    expect(stored.size).toBe(0);
  });

  it('compiles a filter when it is written, and forgets it when it is removed', async () => {
    const { service, stored, facts } = setUp();
    const filter = { data: { score: { $gte: 90 } } };
    const { webhook: created } = await service.create(ACCOUNT, { ...DRAFT, filter });
    expect(stored.get(created.id)).toMatchObject({ filter, filterPath: expect.stringContaining('score') });
    await service.update(ACCOUNT, created.id, { timeoutMs: 1000 });
    expect(stored.get(created.id)).toMatchObject({ filter, filterPath: expect.stringContaining('score') });
    await service.update(ACCOUNT, created.id, { filter: null });
    expect(stored.get(created.id)).toMatchObject({ filter: null, filterPath: null });
    expect(facts).toEqual([]);
  });

  it('fits the secret to a format, and only then', async () => {
    const known = webhook();
    const { service, fitted } = setUp(known);
    await service.update(ACCOUNT, known.id, { events: ['*'] });
    await service.update(ACCOUNT, known.id, { format: 'standard' });
    await service.update(ACCOUNT, known.id, { formatOptions: { signature: 'ed25519' } });
    expect(fitted).toEqual(['secret', 'signing_key']);
    const created = await service.create(ACCOUNT, {
      ...DRAFT,
      format: 'standard',
      formatOptions: { signature: 'ed25519' },
    });
    expect(created.secret).toBe('whsk_made');
  });

  it('names a secret of the wrong kind with everything else that is wrong, and does not repeat it', async () => {
    const { service, stored } = setUp();
    const secret = `whsk_${Buffer.alloc(32, 1).toString('base64')}`;
    const error = await service.create(ACCOUNT, { ...DRAFT, mapping: '(', secret }).catch((thrown) => thrown);
    expect(error).toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: [
        { pointer: '/mapping' },
        {
          pointer: '/secret',
          detail: expect.stringMatching(/^does not go with the format of the webhook: /),
        },
      ],
    });
    expect(JSON.stringify(error)).not.toContain(secret.slice(5));
    expect(stored.size).toBe(0);
  });

  it.each([
    ['/format', { format: 'standard', formatOptions: { signature: 'ed25519' } }],
    ['/format_options', { formatOptions: { signature: 'ed25519' } }],
  ] as const)('names %s when there is no room for the key it takes', async (pointer, patch) => {
    const known = webhook({ format: 'standard', formatOptions: { signature: 'hmac' } });
    const { service } = setUpWith({ isFull: true }, known);
    await expect(service.update(ACCOUNT, known.id, patch)).rejects.toMatchObject({
      code: 'RULE_VIOLATED',
      fields: [{ pointer }],
    });
    await expect(service.update(ACCOUNT, known.id, { format: 'leadsbot' })).resolves.toMatchObject({
      format: 'leadsbot',
    });
  });

  it('stores nothing when a rule is broken', async () => {
    const { service, stored } = setUp();
    const creation = service.create(ACCOUNT, { ...DRAFT, url: 'http://10.0.0.1/' });
    await expect(creation).rejects.toMatchObject({ code: 'URL_NOT_ALLOWED' });
    expect(stored.size).toBe(0);
  });

  it.each([
    ['of another account', { accountId: 'acct_2', buyerId: 'buyer_1' }],
    ['of another buyer', { buyerId: 'buyer_2' }],
    ['of the whole account', { buyerId: null }],
  ])('hides a webhook %s from keys of a buyer', async (_case, overrides) => {
    const other = webhook(overrides);
    const { service, stored } = setUp(other);
    const hidden = { code: 'NOT_FOUND', message: 'There is no webhook with this id.' };
    await expect(service.get(BUYER, other.id)).rejects.toMatchObject(hidden);
    await expect(service.update(BUYER, other.id, { status: 'disabled' })).rejects.toMatchObject(hidden);
    await expect(service.delete(BUYER, other.id)).rejects.toMatchObject(hidden);
    expect(stored.get(other.id)).toBe(other);
  });

  it.each(['evt_01kf0k8y20f2etja3vn6y8b1ke', 'wh_1', '\0'])('knows no webhook %j', async (id) => {
    await expect(setUp().service.get(ACCOUNT, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('lists what a key may see, one more than asked for', async () => {
    const { service, listings } = setUp();
    await service.list(BUYER, { status: 'active', format: 'slack' }, { limit: 50, before: null });
    expect(listings).toEqual([
      {
        accountId: 'acct_1',
        buyerId: 'buyer_1',
        status: 'active',
        format: 'slack',
        limit: 51,
        before: null,
      },
    ]);
  });

  it('lists nothing of another buyer', async () => {
    const { service, listings } = setUp(webhook());
    const page = { limit: 50, before: null };
    await expect(service.list(BUYER, { buyerId: 'buyer_2' }, page)).resolves.toEqual([]);
    expect(listings).toEqual([]);
  });

  it('normalises a new URL and tells that deliveries look different', async () => {
    const known = webhook();
    const { service, stored, facts } = setUp(known);
    await service.update(ACCOUNT, known.id, { url: 'https://NEW.example' });
    expect(stored.get(known.id)).toMatchObject({ url: 'https://new.example/', events: ['lead.*'] });
    expect(facts).toEqual([`webhook.content_changed ${known.id}`]);
  });

  it('tells when a webhook is disabled and when it is enabled, once each', async () => {
    const known = webhook();
    const { service, stored, facts } = setUp(known);
    for (const status of ['disabled', 'disabled', 'active', 'active'] as const) {
      await service.update(ACCOUNT, known.id, { status });
    }
    expect(facts).toEqual([`webhook.disabled ${known.id}`, `webhook.enabled ${known.id}`]);
    expect(stored.get(known.id)).toMatchObject({ status: 'active', disabledReason: null });
  });

  it('disables for a reason, and does nothing for a webhook that is gone', async () => {
    const known = webhook();
    const { service, stored, facts } = setUp(known);
    await service.disableGone(known.id, known.url);
    await service.disableGone(newId('wh'), known.url);
    expect(stored.get(known.id)).toMatchObject({ disabledReason: 'The receiver answered 410 Gone.' });
    expect(facts).toEqual([`webhook.disabled ${known.id}`]);
  });

  it('deletes once and tells it', async () => {
    const known = webhook();
    const { service, facts, lines } = setUp(known);
    await service.delete(ACCOUNT, known.id);
    await expect(service.delete(ACCOUNT, known.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(facts).toEqual([`webhook.deleted ${known.id}`]);
    expect(lines).toEqual(['webhook.deleted']);
  });

  it("deletes a buyer's webhooks with the buyer, and no others", async () => {
    const theirs = [webhook({ buyerId: 'buyer_1' }), webhook({ buyerId: 'buyer_1' })];
    const others = [webhook(), webhook({ accountId: 'acct_2', buyerId: 'buyer_1' })];
    const { signals, stored, facts } = setUp(...theirs, ...others);
    await signals.emit('buyer.deleted', { accountId: 'acct_1', buyerId: 'buyer_1' });
    expect([...stored.values()]).toEqual(others);
    expect(facts).toEqual(theirs.map(({ id }) => `webhook.deleted ${id}`));
  });
});
