import { formatSecret } from '../../core/signing';
import { type FormatName, FORMAT_NAMES } from '../connectors';
import { attemptHeaders, attemptRequest } from './attempt-headers';
import { type PreparedAttempt } from './attempt-preparer';
import { plainRequest } from './delivery-request';

const SECRET = formatSecret(new Uint8Array(32).fill(7));

function attemptOf(format: FormatName, headers: Record<string, string> = {}): PreparedAttempt {
  return {
    delivery: { id: 'dlv_1' },
    number: 3,
    event: { id: 'evt_1', type: 'lead.verified' },
    target: { headers, secrets: [SECRET], content: { format } },
  } as unknown as PreparedAttempt;
}

const PLAIN = plainRequest('{}');
const REQUEST = { ...PLAIN, headers: { ...PLAIN.headers, 'x-mapped': 'by the mapping' } };

describe('attemptRequest', () => {
  it('is what goes out, signed at the time of the attempt', () => {
    const attempt = attemptOf('synaptis');
    const target = { ...attempt.target, url: 'https://a.example/hooks' };
    const request = { ...REQUEST, method: 'PUT', path: '/leads/1' } as const;
    expect(attemptRequest({ ...attempt, target }, request, 1_700_000_000)).toEqual({
      method: 'PUT',
      url: 'https://a.example/leads/1',
      headers: attemptHeaders(attempt, request, 1_700_000_000),
      body: '{}',
    });
  });
});

describe('attemptHeaders', () => {
  it('are those of the contract for our own format', () => {
    expect(attemptHeaders(attemptOf('synaptis', { 'X-Api-Key': 'k' }), REQUEST, 1_700_000_000)).toEqual({
      'X-Api-Key': 'k',
      'content-type': 'application/json',
      'x-mapped': 'by the mapping',
      'user-agent': expect.stringMatching(/^Synaptis-Webhooks\//),
      'x-synaptis-signature': expect.stringMatching(/^t=1700000000,v1=[0-9a-f]{64}$/),
      'webhook-id': 'evt_1',
      'webhook-timestamp': '1700000000',
      'webhook-signature': expect.stringMatching(/^v1,/),
      'x-synaptis-event': 'lead.verified',
      'x-synaptis-delivery': 'dlv_1',
      'x-synaptis-attempt': '3',
    });
  });

  it.each(['slack', 'discord', 'telegram', 'teams'] as const)(
    'sign nothing for %s and tell it nothing of us',
    (format) => {
      const request = { ...REQUEST, format };
      const names = Object.keys(attemptHeaders(attemptOf(format), request, 1_700_000_000));
      expect(names.toSorted()).toEqual(['content-type', 'user-agent', 'x-mapped']);
    },
  );

  it('are those of its document for a format that is not ours', () => {
    const request = { ...REQUEST, format: 'leadsbot' } as const;
    const names = Object.keys(attemptHeaders(attemptOf('leadsbot'), request, 1_700_000_000));
    expect(names).toContain('x-leadsbot-signature');
    expect(names.filter((name) => /^(x-synaptis|webhook)-/.test(name))).toEqual(['webhook-id']);
  });

  it.each(FORMAT_NAMES)('of %s never carry a secret', (format) => {
    const headers = attemptHeaders(attemptOf(format), { ...REQUEST, format }, 1_700_000_000);
    expect(JSON.stringify(headers)).not.toContain(SECRET.slice(6));
  });

  it('take the place of custom headers of the same name in any case', () => {
    const custom = { 'X-LeadsBot-Signature': 'forged', 'X-Mapped': 'custom', constructor: 'kept' };
    const request = { ...REQUEST, format: 'leadsbot' } as const;
    const headers = attemptHeaders(attemptOf('leadsbot', custom), request, 1_700_000_000);
    expect(Object.keys(headers).filter((name) => /signature|mapped/i.test(name))).toEqual([
      'x-mapped',
      'x-leadsbot-signature',
    ]);
    expect(headers).toMatchObject({ 'x-mapped': 'by the mapping', constructor: 'kept' });
  });

  it('are those of the format the request was made in, whatever the webhook has now', () => {
    const names = Object.keys(attemptHeaders(attemptOf('slack'), REQUEST, 1_700_000_000));
    expect(names).toContain('x-synaptis-signature');
  });

  it('are signed in the present format once no key is left for the one of the request', () => {
    const attempt = attemptOf('standard');
    const target = { ...attempt.target, secrets: [`whsk_${Buffer.alloc(32, 3).toString('base64')}`] };
    const headers = attemptHeaders({ ...attempt, target }, REQUEST, 1_700_000_000);
    expect(headers['webhook-signature']).toMatch(/^v1a,/);
    expect(headers).not.toHaveProperty('x-synaptis-signature');
    expect(() =>
      attemptHeaders({ ...attempt, target: { ...target, secrets: [] } }, REQUEST, 1_700_000_000),
    ).toThrow(RangeError);
  });
});
