import { toSignatureHeaders } from './signature-headers';

const STANDARD = { webhookId: 'evt_1', webhookTimestamp: '1768473000', webhookSignature: 'v1,abc' };

describe('toSignatureHeaders', () => {
  it('takes the one header of Synaptis', () => {
    expect(toSignatureHeaders({ signature: 't=1,v1=ab' })).toEqual({
      form: 'synaptis',
      signature: 't=1,v1=ab',
    });
  });

  it('takes the three headers of Standard Webhooks', () => {
    expect(toSignatureHeaders(STANDARD)).toEqual({
      form: 'standard',
      id: 'evt_1',
      timestamp: '1768473000',
      signature: 'v1,abc',
    });
  });

  it.each([
    ['nothing', {}],
    ['both forms', { ...STANDARD, signature: 't=1,v1=ab' }],
    ['a mixture', { signature: 't=1,v1=ab', webhookId: 'evt_1' }],
    ['a form without its timestamp', { ...STANDARD, webhookTimestamp: undefined }],
  ])('refuses %s', (_, options) => {
    expect(() => toSignatureHeaders(options)).toThrow('Give either --signature, or all of');
  });
});
