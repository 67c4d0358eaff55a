import { toNewKey } from './to-new-key';

const dto = { name: 'Test', scopes: ['*'], mode: 'live' as const };

describe('toNewKey', () => {
  it('reads left-out fields as null', () => {
    expect(toNewKey(dto)).toEqual({ ...dto, buyerId: null, rateLimitPerMinute: null, expiresAt: null });
  });

  it('reads the time', () => {
    expect(toNewKey({ ...dto, expires_at: '2030-01-01T02:00:00+02:00' }).expiresAt).toEqual(
      new Date('2030-01-01T00:00:00.000Z'),
    );
  });
});
