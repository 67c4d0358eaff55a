import { createHash, createPublicKey, verify } from 'node:crypto';
import fc from 'fast-check';
import { checkSigningKey, formatSigningKey, isSigningKey, publicKeyOf, signingJwkOf } from './ed25519-key';
import { ed25519Signature } from './ed25519-signature';

/** RFC 8032 section 7.1, test 1. */
const SEED = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex');
const PUBLIC = Buffer.from('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a', 'hex');
const KEY = formatSigningKey(SEED);
const SEED_ONLY = `whsk_${SEED.toString('base64')}`;
const MESSAGE = { id: 'evt_1', timestamp: 1_768_473_000, body: '{"name":"Zoë"}' };

/** What a receiver does with nothing but the `whpk_` text. */
function isValidFor(publicKey: string, signature: string, { id, timestamp, body } = MESSAGE): boolean {
  const x = Buffer.from(publicKey.replace('whpk_', ''), 'base64').toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  const [version, base64 = ''] = signature.split(',');
  const signed = Buffer.from(`${id}.${timestamp}.${body}`);
  return version === 'v1a' && verify(null, signed, key, Buffer.from(base64, 'base64'));
}

describe('formatSigningKey', () => {
  it('writes the seed and the public key of RFC 8032', () => {
    expect(KEY).toBe(`whsk_${Buffer.concat([SEED, PUBLIC]).toString('base64')}`);
    expect(publicKeyOf(KEY)).toBe(`whpk_${PUBLIC.toString('base64')}`);
  });

  it('makes keys that are accepted, of any seed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (seed) => {
        const key = formatSigningKey(seed);
        expect([isSigningKey(key), checkSigningKey(key)]).toEqual([true, null]);
        expect(isValidFor(publicKeyOf(key), ed25519Signature({ key, ...MESSAGE }))).toBe(true);
      }),
      { numRuns: 25 },
    );
  });
});

describe('checkSigningKey', () => {
  it('accepts a seed alone', () => {
    expect(checkSigningKey(SEED_ONLY)).toBeNull();
    expect(publicKeyOf(SEED_ONLY)).toBe(publicKeyOf(KEY));
  });

  it.each([
    ['a symmetric secret', KEY.replace('whsk_', 'whsec_'), 'begins with'],
    ['another length', `whsk_${Buffer.alloc(33).toString('base64')}`, 'this one has 33'],
    ['no padding', KEY.replaceAll('=', ''), 'base64 with padding'],
    ['a foreign public key', `whsk_${Buffer.concat([SEED, SEED]).toString('base64')}`, 'another private key'],
  ])('refuses %s without repeating it', (_case, text, words) => {
    const sentence = checkSigningKey(text);
    expect(sentence).toContain(words);
    expect(sentence).not.toContain(text.slice(6));
  });
});

describe('ed25519Signature', () => {
  const signature = ed25519Signature({ key: KEY, ...MESSAGE });

  it('is verified with the public key alone', () => {
    expect(isValidFor(publicKeyOf(KEY), signature)).toBe(true);
  });

  it.each([{ id: 'evt_2' }, { timestamp: MESSAGE.timestamp + 1 }, { body: '{}' }])('covers %p', (change) => {
    expect(isValidFor(publicKeyOf(KEY), signature, { ...MESSAGE, ...change })).toBe(false);
  });

  it.each(['', 'whsk_', 'whsk_AAAA', KEY.replace('whsk_', 'whsec_')])('does not sign with %p', (key) => {
    expect(() => ed25519Signature({ key, ...MESSAGE })).toThrow(RangeError);
  });
});

describe('signingJwkOf', () => {
  it('is the key of RFC 8037 appendix A, with its thumbprint', () => {
    expect(signingJwkOf(KEY)).toEqual({
      kty: 'OKP',
      crv: 'Ed25519',
      x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
      kid: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
      use: 'sig',
      alg: 'EdDSA',
    });
  });

  it('verifies as it stands', () => {
    const { kty, crv, x } = signingJwkOf(KEY);
    const bytes = Buffer.from(x, 'base64url').toString('base64');
    expect(isValidFor(`whpk_${bytes}`, ed25519Signature({ key: KEY, ...MESSAGE }))).toBe(true);
    expect(
      createHash('sha256').update(`{"crv":"${crv}","kty":"${kty}","x":"${x}"}`).digest('base64url'),
    ).toBe(signingJwkOf(KEY).kid);
  });
});
