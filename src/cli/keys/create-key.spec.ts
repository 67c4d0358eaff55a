import { type NewKey } from '../../features/auth';
import { createKey, type KeyRooms } from './create-key';

const WANTED: NewKey = {
  name: 'ci',
  scopes: ['*'],
  buyerId: null,
  rateLimitPerMinute: null,
  expiresAt: null,
};

/** An empty platform whose keys cannot be made when `refusal` is set. */
function emptyPlatform(refusal?: Error) {
  const account = { id: 'acct_1', name: 'Default', createdAt: new Date(0) };
  let isMade = false;
  const rooms: KeyRooms = {
    accounts: {
      ensureFirstAccount: async () => {
        const createdKey = isMade ? null : 'sk_live_first';
        isMade = true;
        return { accountId: account.id, createdKey };
      },
      findFirst: async () => (isMade ? account : null),
    },
    keys: {
      create: async ({ accountId }, { name, scopes }) => {
        if (refusal) throw refusal;
        const times = { createdAt: new Date(0), expiresAt: null };
        const shown = { prefix: 'sk_live_', lastFour: '0000' };
        const key = { id: 'key_1', accountId, name, scopes, buyerId: null, rateLimitPerMinute: null };
        return { key: { ...key, ...times, ...shown }, secret: 'sk_live_second' };
      },
    },
  };
  return rooms;
}

describe('createKey', () => {
  it('makes the first account and tells its first key once', async () => {
    const told: string[] = [];
    const request = { accountId: undefined, wanted: WANTED, onFirstAccount: (key: string) => told.push(key) };
    const rooms = emptyPlatform();
    const { key } = await createKey(rooms, request);
    await createKey(rooms, request);
    expect(key.accountId).toBe('acct_1');
    expect(told).toEqual(['sk_live_first']);
  });

  it('tells the first key even if the key asked for is refused', async () => {
    const told: string[] = [];
    const request = { accountId: undefined, wanted: WANTED, onFirstAccount: (key: string) => told.push(key) };
    await expect(createKey(emptyPlatform(new Error('refused')), request)).rejects.toThrow('refused');
    expect(told).toEqual(['sk_live_first']);
  });

  it('makes no account when one is named', async () => {
    const request = { accountId: 'acct_2', wanted: WANTED, onFirstAccount: () => undefined };
    await expect(createKey(emptyPlatform(), request)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
