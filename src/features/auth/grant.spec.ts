import { type ApiKey } from './api-key';
import { judgeGrant } from './grant';

const grantor = (key: Partial<ApiKey>): ApiKey => ({
  id: 'key_1',
  accountId: 'acct_1',
  buyerId: null,
  name: 'Grantor',
  scopes: ['*'],
  rateLimitPerMinute: null,
  expiresAt: null,
  prefix: 'sk_live_',
  lastFour: 'abcd',
  createdAt: new Date(0),
  ...key,
});

describe('judgeGrant', () => {
  it('lets a key give what it has', () => {
    const key = grantor({ scopes: ['keys:manage', 'events:write'] });
    expect(judgeGrant(key, { scopes: ['events:write'], buyerId: 'acme' })).toBe('acme');
  });

  it('refuses scopes the key lacks, naming them', () => {
    const key = grantor({ scopes: ['keys:manage'] });
    expect(() => judgeGrant(key, { scopes: ['keys:manage', 'events:write'], buyerId: null })).toThrow(
      expect.objectContaining({
        code: 'FORBIDDEN',
        fields: [{ pointer: '/scopes', detail: 'must not contain events:write' }],
      }),
    );
  });

  it('refuses * to a key that has every scope by name only', () => {
    const key = grantor({ scopes: ['keys:manage', 'events:write', 'events:read'] });
    expect(() => judgeGrant(key, { scopes: ['*'], buyerId: null })).toThrow(
      expect.objectContaining({ code: 'FORBIDDEN' }),
    );
  });

  it.each([null, 'acme'])('binds keys made by a bound key to the same buyer (wanted: %j)', (buyerId) => {
    expect(judgeGrant(grantor({ buyerId: 'acme' }), { scopes: ['*'], buyerId })).toBe('acme');
  });

  it('shows a bound key no other buyer', () => {
    const wanted = { scopes: ['*'], buyerId: 'other' };
    expect(() => judgeGrant(grantor({ buyerId: 'acme' }), wanted)).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_BUYER' }),
    );
  });
});
