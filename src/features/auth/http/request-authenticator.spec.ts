import { type FastifyReply } from 'fastify';
import { type ApiKey } from '../api-key';
import { type KeyAuthenticator } from '../key-authenticator';
import { type RateLimiter, type RateLimitState } from '../rate-limiter';
import { type AuthenticatedRequest } from './authenticated-request';
import { RequestAuthenticator } from './request-authenticator';

const key = {
  id: 'key_1',
  accountId: 'acct_1',
  scopes: ['*'] as readonly string[],
  buyerId: 'acme',
} as ApiKey;

function setUp(state: RateLimitState | null = null) {
  let charged = 0;
  const keys = { identify: (secret: string) => Promise.resolve(secret === 'good' ? key : null) };
  const limiter = {
    charge: () => {
      charged++;
      return Promise.resolve(state);
    },
  };
  const sent: Record<string, unknown> = {};
  const reply = { headers: (headers: object) => Object.assign(sent, headers) } as unknown as FastifyReply;
  const authenticator = new RequestAuthenticator(
    keys as unknown as KeyAuthenticator,
    limiter as unknown as RateLimiter,
  );
  return { authenticator, reply, sent, charges: () => charged };
}

const requestWith = (authorization?: string) => ({ headers: { authorization } }) as AuthenticatedRequest;

describe('RequestAuthenticator', () => {
  it('says who is calling, and no more', async () => {
    const { authenticator, reply, sent } = setUp();
    const request = requestWith('Bearer good');
    await authenticator.authenticate(request, reply);
    expect(request.caller).toEqual({
      accountId: 'acct_1',
      keyId: 'key_1',
      scopes: key.scopes,
      buyerId: 'acme',
    });
    expect(sent).toEqual({});
  });

  it.each([undefined, 'Basic good', 'Bearer bad'])(
    'refuses %j alike, without counting',
    async (authorization) => {
      const { authenticator, reply, charges } = setUp();
      const missing = await authenticator.authenticate(requestWith(), reply).catch((error: unknown) => error);
      await expect(authenticator.authenticate(requestWith(authorization), reply)).rejects.toEqual(missing);
      expect(missing).toMatchObject({
        code: 'UNAUTHENTICATED',
        message: expect.stringMatching(/sk_live_….*l2i_…/) as string,
      });
      expect(charges()).toBe(0);
    },
  );

  it('counts a request once, however often it is asked', async () => {
    const { authenticator, reply, charges } = setUp();
    const request = requestWith('Bearer good');
    await authenticator.authenticate(request, reply);
    await authenticator.authenticate(request, reply);
    expect(charges()).toBe(1);
  });

  it('tells what is left of the limit, also when nothing is', async () => {
    const headers = { 'x-ratelimit-limit': 5, 'x-ratelimit-remaining': 0, 'x-ratelimit-reset': 30 };
    const state = { limit: 5, remaining: 0, resetSeconds: 30 };

    const last = setUp({ ...state, isExceeded: false });
    await last.authenticator.authenticate(requestWith('Bearer good'), last.reply);
    expect(last.sent).toEqual(headers);

    const over = setUp({ ...state, isExceeded: true });
    await expect(
      over.authenticator.authenticate(requestWith('Bearer good'), over.reply),
    ).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      retryAfterSeconds: 30,
    });
    expect(over.sent).toEqual(headers);
  });
});
