import { hashApiKey, isApiKeySecret, newApiKeySecret, prefixFor, visiblePartsOf } from './api-key-secret';

const PREFIXES = ['sk_live_', 'sk_test_', 'l2i_'] as const;

describe('prefixFor', () => {
  it.each([
    [['*'], 'live', 'sk_live_'],
    [['events:write', 'leads:write'], 'test', 'sk_test_'],
    [['leads:write'], 'live', 'l2i_'],
    [['leads:read', 'leads:write'], 'test', 'l2i_'],
  ] as const)('begins a key with %j in mode %s with %s', (scopes, mode, prefix) => {
    expect(prefixFor(scopes, mode)).toBe(prefix);
  });
});

describe('newApiKeySecret', () => {
  it.each(PREFIXES)('puts 256 random bits behind %s', (prefix) => {
    const secret = newApiKeySecret(prefix);
    expect(secret).toMatch(new RegExp(`^${prefix}[A-Za-z0-9_-]{43}$`));
    expect(Buffer.from(secret.slice(prefix.length), 'base64url')).toHaveLength(32);
    expect(isApiKeySecret(secret)).toBe(true);
  });

  it('never makes the same key twice', () => {
    const secrets = Array.from({ length: 100 }, () => newApiKeySecret('l2i_'));
    expect(new Set(secrets).size).toBe(100);
  });
});

describe('isApiKeySecret', () => {
  it.each([
    '',
    'sk_live_',
    `sk_live_${'a'.repeat(31)}`,
    `sk_prod_${'a'.repeat(43)}`,
    `l2i_${'a'.repeat(31)}`,
    `l2i_live_${'a'.repeat(23)}!`,
    `L2I_${'a'.repeat(43)}`,
    `xl2i_${'a'.repeat(43)}`,
    `sk_live_${'a'.repeat(129)}`,
  ])('refuses %j', (text) => {
    expect(isApiKeySecret(text)).toBe(false);
  });

  it('refuses a key with a line break behind it', () => {
    expect(isApiKeySecret(`${newApiKeySecret('sk_live_')}\n`)).toBe(false);
  });
});

describe('hashApiKey', () => {
  it('is SHA-256 of the whole text (FIPS 180-2 example "abc")', () => {
    expect(hashApiKey('abc').toString('hex')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });
});

describe('visiblePartsOf', () => {
  it.each(PREFIXES)('keeps %s and the last four characters', (prefix) => {
    expect(visiblePartsOf(`${prefix}${'a'.repeat(39)}WXYZ`)).toEqual({ prefix, lastFour: 'WXYZ' });
  });

  it('shows nothing of the random part, also when that looks like more of the prefix', () => {
    expect(visiblePartsOf(`l2i_sk_live_${'a'.repeat(35)}`).prefix).toBe('l2i_');
  });
});
