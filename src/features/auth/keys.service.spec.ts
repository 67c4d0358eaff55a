import { newId } from '../../platform/ids';
import { type Clock } from '../../platform/clock';
import { type Database } from '../../platform/database';
import { type Logger } from '../../platform/logging';
import { type ApiKey } from './api-key';
import { hashApiKey } from './api-key-secret';
import { KeysService, type NewKey } from './keys.service';
import { type AccountsRepository } from './persistence/accounts.repository';
import { type ApiKeysRepository } from './persistence/api-keys.repository';

const NOW = new Date('2026-01-15T10:00:00.000Z');
const account = { accountId: 'acct_1' };

class FakeKeys implements Pick<
  ApiKeysRepository,
  'insert' | 'findLive' | 'hasOtherManager' | 'markRevoked' | 'holdBuyer'
> {
  readonly stored = new Map<string, { key: ApiKey; hash: Buffer }>();
  readonly revoked: string[] = [];
  buyers = ['acme'];
  isOtherManager = true;

  insert(key: ApiKey, hash: Buffer): Promise<void> {
    this.stored.set(key.id, { key, hash });
    return Promise.resolve();
  }

  findLive(actor: { accountId: string; buyerId: string | null }, id: string): Promise<ApiKey | null> {
    const key = this.stored.get(id)?.key;
    const isVisible = key?.accountId === actor.accountId && [null, key.buyerId].includes(actor.buyerId);
    return Promise.resolve(isVisible ? key : null);
  }

  hasOtherManager(): Promise<boolean> {
    return Promise.resolve(this.isOtherManager);
  }

  markRevoked(id: string): Promise<void> {
    this.revoked.push(id);
    return Promise.resolve();
  }

  holdBuyer(_: string, buyerId: string): Promise<boolean> {
    return Promise.resolve(this.buyers.includes(buyerId));
  }
}

function setUp() {
  const keys = new FakeKeys();
  const database = {
    transaction: (work: () => Promise<unknown>) => work(),
    afterCommit: (follow: () => void) => follow(),
  } as unknown as Database;
  const lines: unknown[] = [];
  const service = new KeysService(
    keys as unknown as ApiKeysRepository,
    { lock: () => Promise.resolve() } as unknown as AccountsRepository,
    database,
    { now: () => NOW } as Clock,
    { info: (...line: unknown[]) => lines.push(line) } as unknown as Logger,
  );
  return { keys, service, lines };
}

const wanted = (fields: Partial<NewKey> = {}): NewKey => ({
  name: 'Test',
  scopes: ['events:write'],
  buyerId: null,
  rateLimitPerMinute: null,
  expiresAt: null,
  ...fields,
});

describe('KeysService.create', () => {
  it('stores a hash and never the key, also not in the log', async () => {
    const { keys, service, lines } = setUp();
    const { key, secret } = await service.create(account, wanted());
    expect(keys.stored.get(key.id)?.hash).toEqual(hashApiKey(secret));
    expect(JSON.stringify([...keys.stored.values()])).not.toContain(secret);
    expect(lines).toHaveLength(1);
    expect(JSON.stringify(lines)).not.toContain(secret.slice(8));
  });

  it('limits keys for leads to 120 a minute unless told otherwise', async () => {
    const { service } = setUp();
    const { key } = await service.create(account, wanted({ scopes: ['leads:write'] }));
    const own = await service.create(account, wanted({ scopes: ['leads:write'], rateLimitPerMinute: 600 }));
    expect([key.rateLimitPerMinute, own.key.rateLimitPerMinute]).toEqual([120, 600]);
  });

  it.each([
    [['events:write'], undefined, 'sk_live_'],
    [['events:write', 'leads:write'], 'test', 'sk_test_'],
    [['leads:write'], undefined, 'l2i_'],
    [['leads:read'], 'test', 'l2i_'],
  ] as const)('begins a key with %j in mode %s with %s', async (scopes, mode, prefix) => {
    const { service } = setUp();
    const { key, secret } = await service.create(account, wanted({ scopes, ...(mode && { mode }) }));
    expect(key.prefix).toBe(prefix);
    expect(secret).toMatch(new RegExp(`^${prefix}[\\w-]{43}$`));
  });

  it('refuses a buyer the account does not have, and stores nothing', async () => {
    const { keys, service } = setUp();
    await expect(service.create(account, wanted({ buyerId: 'other' }))).rejects.toMatchObject({
      code: 'UNKNOWN_BUYER',
    });
    expect(keys.stored.size).toBe(0);
  });

  it('refuses a key that would be expired from the start', async () => {
    const { service } = setUp();
    await expect(service.create(account, wanted({ expiresAt: NOW }))).rejects.toMatchObject({
      code: 'RULE_VIOLATED',
      fields: [{ pointer: '/expires_at', detail: 'must be in the future' }],
    });
  });
});

describe('KeysService.revoke', () => {
  it('revokes a key of the account', async () => {
    const { keys, service } = setUp();
    const { key } = await service.create(account, wanted());
    await service.revoke('acct_1', key.id);
    expect(keys.revoked).toEqual([key.id]);
  });

  it.each([
    ['of another account', 'acct_2', null],
    ['of another buyer', 'acct_1', 'other'],
  ])('finds no key %s', async (_, accountId, buyerId) => {
    const { keys, service } = setUp();
    const { key } = await service.create(account, wanted({ buyerId: 'acme' }));
    await expect(service.revoke(accountId, key.id, buyerId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(keys.revoked).toEqual([]);
  });

  it.each(['wh_1', 'key_', '\0', newId('wh')])('answers %j as an unknown id', async (id) => {
    const { service } = setUp();
    await expect(service.revoke('acct_1', id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('keeps the last key that can manage the keys of its account', async () => {
    const { keys, service } = setUp();
    const { key } = await service.create(account, wanted({ scopes: ['keys:manage'] }));
    keys.isOtherManager = false;
    await expect(service.revoke('acct_1', key.id)).rejects.toMatchObject({ code: 'RULE_VIOLATED' });
    expect(keys.revoked).toEqual([]);

    keys.isOtherManager = true;
    await service.revoke('acct_1', key.id);
    expect(keys.revoked).toEqual([key.id]);
  });

  it.each([
    ['cannot manage keys', { scopes: ['events:write'] }],
    ['manages the keys of one buyer only', { scopes: ['*'], buyerId: 'acme' }],
  ])('revokes a key that %s even when no manager is left', async (_, fields) => {
    const { keys, service } = setUp();
    keys.isOtherManager = false;
    const { key } = await service.create(account, wanted(fields));
    await service.revoke('acct_1', key.id);
    expect(keys.revoked).toEqual([key.id]);
  });
});
