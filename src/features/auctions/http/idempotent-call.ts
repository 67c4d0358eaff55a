import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { type PlatformRequest } from '../../../http';
import { hashRequest, readIdempotencyKey } from '../../../http/idempotency';
import { type IdempotencyClaim } from '../persistence/pings.repository';

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
  const key = readIdempotencyKey(request);
  return key === null ? null : { key, requestHash: hashRequest(request) };
}
