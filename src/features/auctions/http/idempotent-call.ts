import { createHash } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { AppError } from '../../../core/errors/app-error';
import { type PlatformRequest } from '../../../http';
import { type IdempotencyClaim } from '../persistence/pings.repository';

const KEY = /^[\x21-\x7e]{1,255}$/;

/** What a call has to know of its `Idempotency-Key`, and to say about it. */
export interface IdempotentCall {
  /** The key and a hash of what is asked for; null where there is no key. */
  claim: IdempotencyClaim | null;
  sayReplayed(): void;
}

export const CurrentIdempotentCall = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const http = context.switchToHttp();
  return {
    claim: readClaim(http.getRequest<PlatformRequest>()),
    sayReplayed: () => void http.getResponse<FastifyReply>().header('idempotency-replayed', 'true'),
  } satisfies IdempotentCall;
});

function readClaim(request: PlatformRequest): IdempotencyClaim | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key !== 'string' || !KEY.test(key)) {
    throw new AppError(
      'INVALID_IDEMPOTENCY_KEY',
      'Idempotency-Key must be 1 to 255 visible ASCII characters.',
    );
  }
  const hash = createHash('sha256').update(`${request.method} ${request.url}\n`);
  return { key, requestHash: hash.update(request.bodyText ?? '').digest() };
}
