import { Injectable } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { AppError } from '../../../core/errors/app-error';
import { type ApiKey } from '../api-key';
import { KeyAuthenticator } from '../key-authenticator';
import { RateLimiter, type RateLimitState } from '../rate-limiter';
import { type AuthenticatedRequest } from './authenticated-request';
import { bearerTokenOf } from './bearer-token';

/** From a request to its key: once a request, and counted once. */
@Injectable()
export class RequestAuthenticator {
  constructor(
    private readonly keys: KeyAuthenticator,
    private readonly limiter: RateLimiter,
  ) {}

  /**
   * Puts the caller on the request and what is left of its limit on the answer.
   *
   * @throws AppError UNAUTHENTICATED, always with the same words; RATE_LIMITED
   */
  async authenticate(request: AuthenticatedRequest, reply: FastifyReply): Promise<ApiKey> {
    if (request.apiKey) return request.apiKey;
    const token = bearerTokenOf(request.headers.authorization);
    const key = token === null ? null : await this.keys.identify(token);
    if (!key) throw unauthenticated();
    request.apiKey = key;
    const { accountId, scopes, buyerId } = key;
    request.caller = { accountId, keyId: key.id, scopes, buyerId };
    const state = await this.limiter.charge(key);
    if (state) enforce(state, reply);
    return key;
  }
}

function enforce({ limit, remaining, resetSeconds, isExceeded }: RateLimitState, reply: FastifyReply): void {
  void reply.headers({
    'x-ratelimit-limit': limit,
    'x-ratelimit-remaining': remaining,
    'x-ratelimit-reset': resetSeconds,
  });
  if (!isExceeded) return;
  throw new AppError('RATE_LIMITED', `This key may make ${limit} requests a minute; wait and try again.`, {
    retryAfterSeconds: resetSeconds,
  });
}

function unauthenticated(): AppError {
  return new AppError(
    'UNAUTHENTICATED',
    'Send a valid API key as "Authorization: Bearer sk_live_…", or "Bearer l2i_…" with a key for leads.',
  );
}
