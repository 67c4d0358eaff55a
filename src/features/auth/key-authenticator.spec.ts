import { type Clock } from '../../platform/clock';
import { type ApiKey } from './api-key';
import { hashApiKey, type KeyPrefix, newApiKeySecret } from './api-key-secret';
import { KeyAuthenticator } from './key-authenticator';
import { type ApiKeysRepository, type HashedKey } from './persistence/api-keys.repository';

const NOW = new Date('2026-01-15T10:00:00.000Z');

class FakeKeys implements Pick<ApiKeysRepository, 'findLiveByHashes'> {
  readonly stored: HashedKey[] = [];
  readonly asked: number[] = [];

  add(expiresAt: Date | null = null, prefix: KeyPrefix = 'sk_live_'): string {
    const secret = newApiKeySecret(prefix);
    const key = { id: `key_${this.stored.length}`, expiresAt } as ApiKey;
    this.stored.push({ key, hash: hashApiKey(secret) });
    return secret;
  }

  findLiveByHashes(hashes: Buffer[]): Promise<HashedKey[]> {
    this.asked.push(hashes.length);
    return Promise.resolve(this.stored.filter(({ hash }) => hashes.some((one) => one.equals(hash))));
  }
}

function setUp() {
  const keys = new FakeKeys();
  const clock = { now: () => NOW } as Clock;
  return { keys, authenticator: new KeyAuthenticator(keys as unknown as ApiKeysRepository, clock) };
}

describe('KeyAuthenticator', () => {
  it('finds the key of each secret, also when many ask at once, in shared queries', async () => {
    const { keys, authenticator } = setUp();
    const secrets = Array.from({ length: 40 }, () => keys.add());
    const found = await Promise.all(secrets.map((secret) => authenticator.identify(secret)));
    expect(found.map((key) => key?.id)).toEqual(secrets.map((_, index) => `key_${index}`));
    expect(keys.asked.length).toBeLessThan(5);
  });

  it.each(['sk_test_', 'l2i_'] as const)('finds a key that begins with %s', async (prefix) => {
    const { keys, authenticator } = setUp();
    const secret = keys.add(null, prefix);
    await expect(authenticator.identify(secret)).resolves.toMatchObject({ id: 'key_0' });
  });

  it('knows no key for a secret nobody made', async () => {
    const { authenticator } = setUp();
    await expect(authenticator.identify(newApiKeySecret('sk_live_'))).resolves.toBeNull();
  });

  it('asks the database nothing about garbage', async () => {
    const { keys, authenticator } = setUp();
    await expect(authenticator.identify('sk_live_short')).resolves.toBeNull();
    await expect(authenticator.identify('l2i_short')).resolves.toBeNull();
    expect(keys.asked).toEqual([]);
  });

  it('ends a key at the very moment it expires', async () => {
    const { keys, authenticator } = setUp();
    const ending = keys.add(NOW);
    const ended = keys.add(new Date(NOW.getTime() - 1));
    const living = keys.add(new Date(NOW.getTime() + 1));
    await expect(authenticator.identify(ending)).resolves.toBeNull();
    await expect(authenticator.identify(ended)).resolves.toBeNull();
    await expect(authenticator.identify(living)).resolves.not.toBeNull();
  });

  it('does not trust a store that answers with another hash', async () => {
    const { keys, authenticator } = setUp();
    keys.add();
    keys.findLiveByHashes = () => Promise.resolve(keys.stored);
    await expect(authenticator.identify(newApiKeySecret('sk_live_'))).resolves.toBeNull();
  });
});
