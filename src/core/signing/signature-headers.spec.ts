import { signatureHeaders } from './signature-headers';
import { verifyStandardSignature } from './standard-webhooks';
import { verifySynaptisSignature } from './synaptis-signature';
import { formatSecret } from './webhook-secret';

const secret = formatSecret(Buffer.alloc(32, 7));
const input = { secrets: [secret], id: 'evt_1', timestamp: 1_700_000_000, body: '{"a":1}' };

describe('signatureHeaders', () => {
  it('signs in both forms over the same timestamp and body', () => {
    const headers = signatureHeaders(input);
    const common = { body: input.body, secret, nowSeconds: input.timestamp };
    const synaptis = verifySynaptisSignature({ ...common, header: headers['x-synaptis-signature'] });
    const standard = verifyStandardSignature({
      ...common,
      id: headers['webhook-id'],
      timestamp: headers['webhook-timestamp'],
      signature: headers['webhook-signature'],
    });
    expect([synaptis.kind, standard.kind]).toEqual(['valid', 'valid']);
  });

  it('refuses to leave anything unsigned', () => {
    expect(() => signatureHeaders({ ...input, secrets: [] })).toThrow(RangeError);
  });
});
