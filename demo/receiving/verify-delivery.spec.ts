import { createHmac } from 'node:crypto';
import { standardSignature } from '../../src/core/signing';
import { isVerified, verifyDelivery } from './verify-delivery';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const OTHER_SECRET = `whsec_${Buffer.alloc(32, 8).toString('base64')}`;
const BODY = '{"id":"evt_1","type":"lead.verified","data":{"name":"Zoë"}}';

/** Made here by the contract's own words: only standardwebhooks' half comes from elsewhere. */
function signed(body: string) {
  const timestamp = Math.floor(Date.now() / 1000);
  const hex = createHmac('sha256', SECRET).update(`${timestamp}.${body}`).digest('hex');
  return {
    'x-synaptis-signature': `t=${timestamp},v1=${hex}`,
    'webhook-id': 'evt_1',
    'webhook-timestamp': String(timestamp),
    'webhook-signature': standardSignature({ secrets: [SECRET], id: 'evt_1', timestamp, body }),
  };
}

describe('verifyDelivery', () => {
  it('accepts a delivery signed with the secret, in both ways', () => {
    const verification = verifyDelivery({ headers: signed(BODY), body: BODY }, SECRET);
    expect(verification).toEqual({ documented: null, standard: null });
    expect(isVerified(verification)).toBe(true);
  });

  it('refuses another secret and a changed body, in both ways', () => {
    const headers = signed(BODY);
    const refused = { documented: expect.any(String), standard: expect.any(String) };
    expect(verifyDelivery({ headers, body: BODY }, OTHER_SECRET)).toEqual(refused);
    expect(verifyDelivery({ headers, body: BODY.replace('Zoë', 'Zoe') }, SECRET)).toEqual(refused);
  });

  it('is not verified when only one way accepts', () => {
    const headers = { ...signed(BODY), 'webhook-id': 'evt_2' };
    const verification = verifyDelivery({ headers, body: BODY }, SECRET);
    expect(verification.documented).toBeNull();
    expect(isVerified(verification)).toBe(false);
  });

  it.each(['', 't=1', 't=1,v1=', 't=1,v1=é', 'nonsense'])('refuses the signature "%s" calmly', (header) => {
    const headers = { ...signed(BODY), 'x-synaptis-signature': header };
    expect(verifyDelivery({ headers, body: BODY }, SECRET).documented).toBe(
      'X-Synaptis-Signature does not match',
    );
  });

  it('says what is missing', () => {
    const { documented, standard } = verifyDelivery({ headers: {}, body: BODY }, SECRET);
    expect(documented).toBe('there is no X-Synaptis-Signature header');
    expect(standard).toBe('standardwebhooks: Missing required headers');
    expect(verifyDelivery({ headers: signed('['), body: '[' }, SECRET).documented).toBe(
      'the body is not JSON',
    );
  });
});
