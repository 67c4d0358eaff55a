import { hashApiKey, isApiKeySecret, newApiKeySecret, visiblePartsOf } from './api-key-secret';

describe('newApiKeySecret', () => {
  it.each(['live', 'test'] as const)('puts 256 random bits behind sk_%s_', (mode) => {
    const secret = newApiKeySecret(mode);
    expect(secret).toMatch(new RegExp(`^sk_${mode}_[A-Za-z0-9_-]{43}$`));
    expect(Buffer.from(secret.slice(8), 'base64url')).toHaveLength(32);
    expect(isApiKeySecret(secret)).toBe(true);
  });

  it('never makes the same key twice', () => {
    const secrets = Array.from({ length: 100 }, () => newApiKeySecret('live'));
    expect(new Set(secrets).size).toBe(100);
  });
});

describe('isApiKeySecret', () => {
  it.each([
    '',
    'sk_live_',
    `sk_live_${'a'.repeat(31)}`,
    `sk_prod_${'a'.repeat(43)}`,
    `sk_live_${'a'.repeat(129)}`,
  ])('refuses %j', (text) => {
    expect(isApiKeySecret(text)).toBe(false);
  });

  it('refuses a key with a line break behind it', () => {
    expect(isApiKeySecret(`${newApiKeySecret('live')}\n`)).toBe(false);
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
  it('keeps the prefix and the last four characters', () => {
    expect(visiblePartsOf(`sk_test_${'a'.repeat(39)}WXYZ`)).toEqual({ prefix: 'sk_test_', lastFour: 'WXYZ' });
  });
});
