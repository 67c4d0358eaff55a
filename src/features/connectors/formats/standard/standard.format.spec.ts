import { createPublicKey, verify } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import {
  checkSigningKey,
  formatSecret,
  formatSigningKey,
  publicKeyOf,
  signingJwkOf,
} from '../../../../core/signing';
import { BUILTIN_NAMES, encodedSample } from '../../../../../test/support/formats/encode-sample';
import { sampleInput } from '../sample-input';
import sample from './sample.json';
import { standardFormat } from './standard.format';

const SECRET = formatSecret(new Uint8Array(32).fill(3));
const KEY = formatSigningKey(new Uint8Array(32).fill(4));
const body = JSON.stringify(sample);
const timestamp = Math.floor(Date.now() / 1_000);

function sign(...secrets: string[]) {
  return standardFormat.sign({ secrets, eventId: 'evt_1', timestamp, body });
}

function isSignedWith(key: string, signature: string): boolean {
  const { kty, crv, x } = signingJwkOf(key);
  const publicKey = createPublicKey({ key: { kty, crv, x }, format: 'jwk' });
  const bytes = Buffer.from(signature.replace('v1a,', ''), 'base64');
  return verify(null, Buffer.from(`evt_1.${timestamp}.${body}`), publicKey, bytes);
}

describe('standardFormat', () => {
  it('writes its sample', async () => {
    const encoded = await encodedSample(standardFormat);
    expect(encoded).toEqual({ contentType: 'application/json', body, headers: {} });
  });

  it.each(BUILTIN_NAMES)('writes %s in the envelope of the standard', async (type) => {
    const { event } = sampleInput(type);
    const parsed: unknown = JSON.parse((await encodedSample(standardFormat, { type })).body);
    expect(parsed).toEqual({ type, timestamp: event.created, data: event.data });
  });

  it('sends what a mapping gives', async () => {
    expect((await encodedSample(standardFormat, { mapping: '{"a": event.type}' })).body).toBe(
      '{"a":"lead.verified"}',
    );
  });

  it('is accepted by the official library', () => {
    expect(new Webhook(SECRET).verify(body, sign(SECRET))).toEqual(sample);
  });

  it('carries only the headers of the standard', () => {
    expect(Object.keys(sign(SECRET))).toEqual(['webhook-id', 'webhook-timestamp', 'webhook-signature']);
  });

  it('signs with a whsk_ key for receivers that hold its public key', () => {
    const { 'webhook-signature': signature = '' } = sign(KEY);
    expect(signature).toMatch(/^v1a,[A-Za-z0-9+/]{86}==$/);
    expect(isSignedWith(KEY, signature)).toBe(true);
    expect(isSignedWith(formatSigningKey(new Uint8Array(32).fill(5)), signature)).toBe(false);
  });

  it('signs with keys that are accepted, and shows the same public key in both forms', () => {
    expect(checkSigningKey(KEY)).toBeNull();
    const bytes = Buffer.from(signingJwkOf(KEY).x, 'base64url').toString('base64');
    expect(publicKeyOf(KEY)).toBe(`whpk_${bytes}`);
  });

  it('signs in both forms while a rotation leads from one to the other', () => {
    const headers = sign(KEY, SECRET);
    const [first = '', second] = (headers['webhook-signature'] ?? '').split(' ');
    expect(isSignedWith(KEY, first)).toBe(true);
    expect(new Webhook(SECRET).verify(body, headers)).toEqual(sample);
    expect(second).toMatch(/^v1,/);
  });

  it('refuses to leave anything unsigned', () => {
    expect(() => sign()).toThrow(RangeError);
  });
});
