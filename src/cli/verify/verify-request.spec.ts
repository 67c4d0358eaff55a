import { standardSignature, synaptisSignature } from '../../core/signing';
import { type SignedRequest, verifyRequest } from './verify-request';

const SECRET = 'whsec_plJ3nmyCDGBKInavdOK15jsl';
const BODY = Buffer.from('{"id":"evt_1","note":"ä"}');
const AT = 1_768_473_000;

const signed = (overrides: Partial<SignedRequest> = {}): SignedRequest => ({
  headers: {
    form: 'synaptis',
    signature: synaptisSignature({ secrets: [SECRET], timestamp: AT, body: BODY }),
  },
  secret: SECRET,
  body: BODY,
  nowSeconds: AT + 10,
  toleranceSeconds: 300,
  ...overrides,
});

describe('verifyRequest', () => {
  it('accepts both forms', () => {
    const id = 'evt_1';
    const signature = standardSignature({ secrets: [SECRET], id, timestamp: AT, body: BODY });
    const headers = { form: 'standard', id, timestamp: String(AT), signature } as const;
    expect(verifyRequest(signed())).toEqual({ kind: 'valid' });
    expect(verifyRequest(signed({ headers }))).toEqual({ kind: 'valid' });
  });

  it('tells an old signature from a wrong one', () => {
    expect(verifyRequest(signed({ nowSeconds: AT + 301 }))).toMatchObject({ kind: 'expired' });
    expect(verifyRequest(signed({ body: Buffer.from('{}') }))).toMatchObject({ kind: 'mismatch' });
  });

  it('accepts any time with an infinite tolerance', () => {
    expect(verifyRequest(signed({ nowSeconds: AT * 2, toleranceSeconds: Infinity }))).toEqual({
      kind: 'valid',
    });
  });

  it.each(['\n', '\r\n'])('hints at a newline (%j) that was not sent', (newline) => {
    const body = Buffer.concat([BODY, Buffer.from(newline)]);
    const hint = 'Without the newline at the end of the body it would match.';
    expect(verifyRequest(signed({ body }))).toMatchObject({ kind: 'mismatch', hint });
  });

  it('hints at nothing when the newline is not what is wrong', () => {
    const verification = verifyRequest(signed({ body: Buffer.from('{}\n') }));
    expect(verification).toMatchObject({ kind: 'mismatch' });
    expect(verification).not.toHaveProperty('hint');
  });
});
