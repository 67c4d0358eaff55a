import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { synaptisSignature, verifySynaptisSignature } from './synaptis-signature';
import { formatSecret } from './webhook-secret';

const SECRET = formatSecret(new Uint8Array(32).fill(1));
const OLD_SECRET = formatSecret(new Uint8Array(32).fill(2));
const NOW = 1_768_473_000;
const BODY = '{"id":"evt_1","data":{"name":"Zoë"}}';

function verify(
  header: string,
  change: { body?: string; secret?: string; nowSeconds?: number } = {},
): string {
  return verifySynaptisSignature({ header, body: BODY, secret: SECRET, nowSeconds: NOW, ...change }).kind;
}

/**
 * What the documentation tells receivers to do: read the header by position and sign the re-serialised
 * object.
 */
function isValidForDocumentedReceiver(payload: unknown, header: string, secret: string): boolean {
  const [time = '', first = ''] = header.split(',');
  const message = `${time.split('=')[1]}.${JSON.stringify(payload)}`;
  return createHmac('sha256', secret).update(message).digest('hex') === first.split('=')[1];
}

describe('synaptisSignature', () => {
  it('keys the HMAC with the whole text of the secret', () => {
    const hex = createHmac('sha256', Buffer.from(SECRET, 'utf8')).update(`${NOW}.${BODY}`).digest('hex');
    expect(synaptisSignature({ secrets: [SECRET], timestamp: NOW, body: BODY })).toBe(`t=${NOW},v1=${hex}`);
  });

  it('signs with every live secret, the current one first', () => {
    const header = synaptisSignature({ secrets: [SECRET, OLD_SECRET], timestamp: NOW, body: BODY });
    const [, current] = synaptisSignature({ secrets: [SECRET], timestamp: NOW, body: BODY }).split(',');
    expect(header).toMatch(/^t=\d+,v1=[0-9a-f]{64},v1=[0-9a-f]{64}$/);
    expect(header.split(',')[1]).toBe(current);
  });

  it('signs text and its UTF-8 bytes alike', () => {
    const ofText = synaptisSignature({ secrets: [SECRET], timestamp: NOW, body: BODY });
    const ofBytes = synaptisSignature({ secrets: [SECRET], timestamp: NOW, body: Buffer.from(BODY) });
    expect(ofBytes).toBe(ofText);
  });

  it('satisfies the documented receiver for any JSON body', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const body = JSON.stringify(value);
        const header = synaptisSignature({ secrets: [SECRET, OLD_SECRET], timestamp: NOW, body });
        expect(isValidForDocumentedReceiver(JSON.parse(body), header, SECRET)).toBe(true);
        expect(isValidForDocumentedReceiver(JSON.parse(body), header, OLD_SECRET)).toBe(false);
      }),
    );
  });

  it('does not sign without a secret', () => {
    expect(() => synaptisSignature({ secrets: [], timestamp: NOW, body: BODY })).toThrow(RangeError);
  });
});

describe('verifySynaptisSignature', () => {
  const header = synaptisSignature({ secrets: [SECRET, OLD_SECRET], timestamp: NOW, body: BODY });

  it.each([SECRET, OLD_SECRET])('accepts a signature by any of the secrets', (secret) => {
    expect(verify(header, { secret })).toBe('valid');
  });

  it('allows spaces and entries it does not know', () => {
    expect(verify(header.replace(',', ', v2=abc , '))).toBe('valid');
  });

  it.each([300, -300])('accepts a clock that is %i s off', (offset) => {
    expect(verify(header, { nowSeconds: NOW + offset })).toBe('valid');
  });

  it.each([301, -301])('calls a right signature expired when the clock is %i s off', (offset) => {
    expect(verify(header, { nowSeconds: NOW + offset })).toBe('expired');
  });

  it('takes another tolerance', () => {
    const input = { header, body: BODY, secret: SECRET, nowSeconds: NOW + 11 };
    expect(verifySynaptisSignature({ ...input, toleranceSeconds: 10 })).toEqual({
      kind: 'expired',
      detail: 'The signature is 11 s old; at most 10 s are accepted.',
    });
  });

  it.each([
    ['another secret', { secret: formatSecret(new Uint8Array(32)) }],
    ['another body', { body: `${BODY} ` }],
  ])('finds no match for %s', (_case, change) => {
    expect(verify(header, change)).toBe('mismatch');
  });

  it('finds no match when the time was changed', () => {
    expect(verify(header.replace(`t=${NOW}`, `t=${NOW + 1}`))).toBe('mismatch');
    expect(verify(header.replace(`t=${NOW}`, `t=0${NOW}`))).toBe('mismatch');
  });

  it.each([
    ['nothing', ''],
    ['no time', header.slice(header.indexOf(',') + 1)],
    ['two times', `t=1,${header}`],
    ['a time that is no number', header.replace('t=', 't=x')],
    ['no signature', `t=${NOW}`],
    ['a signature that is too short', `t=${NOW},v1=abc`],
    ['a signature that is not hex', `t=${NOW},v1=${'g'.repeat(64)}`],
    ['another version only', header.replaceAll('v1=', 'v2=')],
  ])('calls %s malformed', (_case, text) => {
    expect(verify(text)).toBe('malformed');
  });

  it('never throws and never accepts what was not signed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(verify(text)).not.toBe('valid');
        expect(verify(`t=${NOW},v1=${text}`)).not.toBe('valid');
      }),
    );
  });
});
