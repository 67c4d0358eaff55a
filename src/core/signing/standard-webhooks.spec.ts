import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { standardSignature, verifyStandardSignature, type StandardVerifyInput } from './standard-webhooks';
import { formatSecret } from './webhook-secret';

/** The test vector published with Standard Webhooks. */
const VECTOR = {
  secret: 'whsec_plJ3nmyCDGBKInavdOK15jsl',
  id: 'msg_loFOjxBNrRLzqYUf',
  timestamp: 1_731_705_121,
  body: '{"event_type":"ping","data":{"success":true}}',
  signature: 'v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=',
};
const OTHER_SECRET = formatSecret(new Uint8Array(32).fill(7));

function verify(change: Partial<StandardVerifyInput> = {}): string {
  const { secret, id, body, signature, timestamp } = VECTOR;
  const given = { secret, id, body, signature, timestamp: String(timestamp), nowSeconds: timestamp };
  return verifyStandardSignature({ ...given, ...change }).kind;
}

describe('standardSignature', () => {
  it('gives the published test vector', () => {
    const { secret, id, timestamp, body, signature } = VECTOR;
    expect(standardSignature({ secrets: [secret], id, timestamp, body })).toBe(signature);
  });

  it('agrees with the official library on any secret, id, time and body', () => {
    const input = fc.record({
      key: fc.uint8Array({ minLength: 24, maxLength: 64 }),
      id: fc.stringMatching(/^evt_[0-9a-z]{26}$/),
      timestamp: fc.nat({ max: 4_102_444_800 }),
      body: fc.json(),
    });
    fc.assert(
      fc.property(input, ({ key, id, timestamp, body }) => {
        const secret = formatSecret(key);
        const official = new Webhook(secret).sign(id, new Date(timestamp * 1_000), body);
        expect(standardSignature({ secrets: [secret], id, timestamp, body })).toBe(official);
      }),
    );
  });

  it('is accepted by the official library for every live secret', () => {
    const { id, body, secret } = VECTOR;
    const timestamp = Math.floor(Date.now() / 1_000);
    const headers = {
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': standardSignature({ secrets: [secret, OTHER_SECRET], id, timestamp, body }),
    };
    expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
    expect(new Webhook(OTHER_SECRET).verify(body, headers)).toEqual(JSON.parse(body));
  });

  it.each([[[]], [['plJ3nmyCDGBKInavdOK15jsl']]])('does not sign with the secrets %p', (secrets) => {
    expect(() => standardSignature({ ...VECTOR, secrets })).toThrow(RangeError);
  });
});

describe('verifyStandardSignature', () => {
  it('accepts the published test vector', () => {
    expect(verify()).toBe('valid');
  });

  it('accepts one right signature among others', () => {
    const other = standardSignature({ ...VECTOR, secrets: [OTHER_SECRET] });
    expect(verify({ signature: `v1a,xyz ${other} ${VECTOR.signature}` })).toBe('valid');
  });

  it.each([301, -301])('calls it expired when the clock is %i s off', (offset) => {
    expect(verify({ nowSeconds: VECTOR.timestamp + offset })).toBe('expired');
  });

  it.each([
    ['another secret', { secret: OTHER_SECRET }],
    ['another id', { id: 'msg_other' }],
    ['another time', { timestamp: String(VECTOR.timestamp + 1) }],
    ['another body', { body: `${VECTOR.body} ` }],
  ])('finds no match for %s', (_case, change) => {
    expect(verify(change)).toBe('mismatch');
  });

  it.each([
    ['a time that is no number', { timestamp: '2024-11-15T21:12:01Z' }],
    ['no time', { timestamp: '' }],
    ['no signature', { signature: '' }],
    ['a signature without its version', { signature: VECTOR.signature.slice(3) }],
    ['another version only', { signature: VECTOR.signature.replace('v1,', 'v1a,') }],
    ['a cut signature', { signature: VECTOR.signature.slice(0, -4) }],
  ])('calls %s malformed', (_case, change) => {
    expect(verify(change)).toBe('malformed');
  });
});
