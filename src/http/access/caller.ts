import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';

/** On whose behalf a request acts; set by the guard once the API key is known. */
export interface Caller {
  accountId: string;
  keyId: string;
  scopes: readonly string[];
  /** Set when the key is bound to one buyer: then it sees and changes only that buyer's things. */
  buyerId: string | null;
}

/** What our own layers leave on a request. */
export interface PlatformRequest extends FastifyRequest {
  caller?: Caller;
  /** The body as text, for hashing; present when a JSON body was sent. */
  bodyText?: string;
}

export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<PlatformRequest>();
  if (!caller) throw new Error('This route is public and has no caller');
  return caller;
});
