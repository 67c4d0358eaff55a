import { formatSecret } from '../../core/signing';
import { FORMAT_NAMES } from './format';
import { signAs } from './sign-request';

const SECRET = formatSecret(new Uint8Array(32).fill(7));
const SIGNING_KEY = `whsk_${Buffer.alloc(32, 3).toString('base64')}`;
const INPUT = { eventId: 'evt_1', timestamp: 1_768_473_000, body: '{}' };

describe('signAs', () => {
  it.each(FORMAT_NAMES.filter((name) => name !== 'standard'))(
    'leaves keys out that %s cannot sign with',
    (format) => {
      const [alone, both] = [[SECRET], [SIGNING_KEY, SECRET]].map((secrets) =>
        signAs(format, { ...INPUT, secrets }),
      );
      expect(both).toEqual(alone);
    },
  );

  it('takes keys of both kinds where the format does', () => {
    const headers = signAs('standard', { ...INPUT, secrets: [SIGNING_KEY, SECRET] });
    expect(headers?.['webhook-signature']).toMatch(/^v1a,\S+ v1,\S+$/);
  });

  it('says when there is nothing to sign with', () => {
    expect(signAs('synaptis', { ...INPUT, secrets: [SIGNING_KEY] })).toBeNull();
  });
});
